"""Nothing is paid that the books do not know, and what bounced is repaid only while it has not been paid."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION funds_paid_is_booked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM ledger_voucher WHERE source = 'funds.payment:' || NEW.id || ':paid'
            || CASE WHEN NEW.times = 1 THEN '' ELSE ':' || NEW.times END
    ) THEN
        RAISE EXCEPTION '支付 % 没有入账。', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_is_booked BEFORE INSERT OR UPDATE OF status ON funds_payment FOR EACH ROW
    WHEN (NEW.status = 'paid') EXECUTE FUNCTION funds_paid_is_booked();

CREATE FUNCTION funds_repays_what_bounced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM funds_payment WHERE id = NEW.instead_of_id AND status IN ('bounced', 'repaid')
    ) THEN
        RAISE EXCEPTION '支付 % 没有退票，不能重付。', NEW.instead_of_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_repays BEFORE INSERT OR UPDATE OF status ON funds_payment FOR EACH ROW
    WHEN (NEW.instead_of_id IS NOT NULL AND NEW.status IN ('prepared', 'approved', 'sent', 'paid'))
    EXECUTE FUNCTION funds_repays_what_bounced();
"""

BACKWARD = """
DROP TRIGGER payment_repays ON funds_payment;
DROP FUNCTION funds_repays_what_bounced();
DROP TRIGGER payment_is_booked ON funds_payment;
DROP FUNCTION funds_paid_is_booked();
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial"), ("ledger", "0002_law")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
