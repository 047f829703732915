"""No payment is prepared, approved or made for a decision that was not public, or for another amount."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION awards_payment_rests() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    decided record;
BEGIN
    SELECT status, person_id, unit_id, amount_fen INTO decided FROM awards_benefit
    WHERE id = substring(NEW.pays FROM 16)::bigint FOR SHARE;
    IF decided IS NULL OR decided.status NOT IN ('granted', 'paid') THEN
        RAISE EXCEPTION '没有公示期满的决定，不能付款。' USING ERRCODE = 'restrict_violation';
    END IF;
    IF decided.amount_fen <> NEW.amount_fen THEN
        RAISE EXCEPTION '付款与决定的金额不一致。' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_rests_on_a_decision BEFORE INSERT OR UPDATE ON funds_payment FOR EACH ROW
    WHEN (NEW.pays LIKE 'awards.benefit:%' AND NEW.status IN ('prepared', 'approved', 'sent', 'paid'))
    EXECUTE FUNCTION awards_payment_rests();
"""

BACKWARD = """
DROP TRIGGER payment_rests_on_a_decision ON funds_payment;
DROP FUNCTION awards_payment_rests();
"""


class Migration(migrations.Migration):
    dependencies = [("awards", "0005_paid"), ("funds", "0002_law")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
