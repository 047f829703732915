"""The books only grow, every voucher adds up to nought, balances are kept by the database, closed months stay closed."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER voucher_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_voucher EXECUTE FUNCTION facts_only_grows();
CREATE TRIGGER posting_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_posting EXECUTE FUNCTION facts_only_grows();
CREATE TRIGGER holding_stays BEFORE DELETE OR TRUNCATE ON ledger_holding EXECUTE FUNCTION facts_only_grows();
CREATE TRIGGER month_stays BEFORE DELETE OR TRUNCATE ON ledger_month EXECUTE FUNCTION facts_only_grows();
-- Only the trigger on postings writes balances.
CREATE TRIGGER holding_kept BEFORE UPDATE ON ledger_holding FOR EACH ROW
    WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION facts_only_grows();

CREATE FUNCTION ledger_begins_empty() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '新的明细账从零开始。' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER holding_begins_empty BEFORE INSERT ON ledger_holding FOR EACH ROW
    WHEN (NEW.balance <> 0) EXECUTE FUNCTION ledger_begins_empty();

CREATE FUNCTION ledger_post() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM fresh f JOIN ledger_holding h ON h.id = f.holding_id JOIN ledger_voucher v ON v.id = f.voucher_id
        WHERE h.organisation_id <> v.organisation_id
    ) THEN
        RAISE EXCEPTION '分录与凭证不在同一账套。' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM ledger_posting p JOIN ledger_holding h ON h.id = p.holding_id
        WHERE p.voucher_id IN (SELECT voucher_id FROM fresh)
        GROUP BY p.voucher_id, h.measure HAVING sum(p.amount) <> 0
    ) THEN
        RAISE EXCEPTION '凭证的借贷不平。' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM ledger_posting p WHERE p.voucher_id IN (SELECT voucher_id FROM fresh)
        AND NOT EXISTS (SELECT FROM fresh f WHERE f.id = p.id)
    ) THEN
        RAISE EXCEPTION '凭证的分录要一次写完。' USING ERRCODE = 'restrict_violation';
    END IF;
    PERFORM FROM ledger_holding WHERE id IN (SELECT holding_id FROM fresh) ORDER BY id FOR UPDATE;
    UPDATE ledger_holding h SET balance = h.balance + told.amount
    FROM (SELECT holding_id, sum(amount) AS amount FROM fresh GROUP BY holding_id) told WHERE told.holding_id = h.id;
    RETURN NULL;
END $$;
CREATE TRIGGER posting_posts AFTER INSERT ON ledger_posting REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_post();

CREATE FUNCTION ledger_open_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM ledger_month m WHERE m.organisation_id = NEW.organisation_id
        AND m.first = date_trunc('month', NEW."on"::timestamp)::date AND m.closed_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION '% 所在月份已经结账。', NEW."on" USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER voucher_in_open_month BEFORE INSERT ON ledger_voucher
    FOR EACH ROW EXECUTE FUNCTION ledger_open_month();
CREATE UNIQUE INDEX voucher_numbered_once ON ledger_voucher
    (organisation_id, date_trunc('month', "on"::timestamp), number);

CREATE FUNCTION ledger_stays_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '已经结账的月份不能改动。' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER month_stays_closed BEFORE UPDATE ON ledger_month FOR EACH ROW
    WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION ledger_stays_closed();
"""

BACKWARD = """
DROP TRIGGER month_stays_closed ON ledger_month;
DROP FUNCTION ledger_stays_closed();
DROP INDEX voucher_numbered_once;
DROP TRIGGER voucher_in_open_month ON ledger_voucher;
DROP FUNCTION ledger_open_month();
DROP TRIGGER posting_posts ON ledger_posting;
DROP FUNCTION ledger_post();
DROP TRIGGER holding_begins_empty ON ledger_holding;
DROP FUNCTION ledger_begins_empty();
DROP TRIGGER holding_kept ON ledger_holding;
DROP TRIGGER month_stays ON ledger_month;
DROP TRIGGER holding_stays ON ledger_holding;
DROP TRIGGER posting_grows ON ledger_posting;
DROP TRIGGER voucher_grows ON ledger_voucher;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("facts", "0002_append_only")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
