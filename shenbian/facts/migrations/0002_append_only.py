"""The ledger only grows: the database itself refuses what would rewrite it, and sets the time of recording."""

from django.db import migrations

FORWARD = """
CREATE SEQUENCE facts_fact_ids;

-- A contiguous block of n ids: its first. Aborted writings leave holes; a hole inside a writing is a removed fact.
CREATE FUNCTION facts_reserve(n bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    first bigint;
BEGIN
    PERFORM pg_advisory_lock(7365621, 1);
    BEGIN
        first := nextval('facts_fact_ids');
        IF n > 1 THEN
            PERFORM setval('facts_fact_ids', first + n - 1);
        END IF;
    EXCEPTION WHEN query_canceled OR OTHERS THEN
        PERFORM pg_advisory_unlock(7365621, 1);
        RAISE;
    END;
    PERFORM pg_advisory_unlock(7365621, 1);
    RETURN first;
END $$;

CREATE FUNCTION facts_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '台账只增不改：% 不允许 %。', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION facts_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.recorded_at := transaction_timestamp();
    RETURN NEW;
END $$;

CREATE FUNCTION facts_void_names_standing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    struck facts_fact;
BEGIN
    SELECT * INTO struck FROM facts_fact WHERE id = NEW.voids;
    IF struck.id IS NULL OR struck.kind = 'void' OR struck.voided_at IS NOT NULL THEN
        RAISE EXCEPTION '不能作废 fact %：它不存在、本身是作废记录或已经作废。', NEW.voids USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION facts_struck_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.voided_at IS NULL AND NEW.voided_at IS NOT NULL AND EXISTS (
        SELECT FROM facts_fact v WHERE v.voids = OLD.id AND v.recorded_at = NEW.voided_at
    ) THEN
        OLD.voided_at := NEW.voided_at;
        IF OLD IS NOT DISTINCT FROM NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '台账只增不改：fact % 不能改动。', OLD.id USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION facts_new_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '新记录不能写成已作废的。' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER fact_now BEFORE INSERT ON facts_fact FOR EACH ROW EXECUTE FUNCTION facts_now();
CREATE TRIGGER fact_stands BEFORE INSERT ON facts_fact FOR EACH ROW
    WHEN (NEW.voided_at IS NOT NULL) EXECUTE FUNCTION facts_new_stands();
CREATE TRIGGER fact_void BEFORE INSERT ON facts_fact FOR EACH ROW
    WHEN (NEW.kind = 'void') EXECUTE FUNCTION facts_void_names_standing();
CREATE TRIGGER fact_struck BEFORE UPDATE ON facts_fact FOR EACH ROW EXECUTE FUNCTION facts_struck_once();
CREATE TRIGGER fact_grows BEFORE DELETE OR TRUNCATE ON facts_fact EXECUTE FUNCTION facts_only_grows();
CREATE TRIGGER writing_now BEFORE INSERT ON facts_writing FOR EACH ROW EXECUTE FUNCTION facts_now();
CREATE TRIGGER writing_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON facts_writing EXECUTE FUNCTION facts_only_grows();
CREATE TRIGGER leaf_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON facts_leaf EXECUTE FUNCTION facts_only_grows();
CREATE TRIGGER head_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON facts_head EXECUTE FUNCTION facts_only_grows();
"""

BACK = """
DROP TRIGGER head_grows ON facts_head;
DROP TRIGGER leaf_grows ON facts_leaf;
DROP TRIGGER writing_grows ON facts_writing;
DROP TRIGGER writing_now ON facts_writing;
DROP TRIGGER fact_grows ON facts_fact;
DROP TRIGGER fact_struck ON facts_fact;
DROP TRIGGER fact_void ON facts_fact;
DROP TRIGGER fact_stands ON facts_fact;
DROP TRIGGER fact_now ON facts_fact;
DROP FUNCTION facts_new_stands, facts_struck_once, facts_void_names_standing, facts_now, facts_only_grows;
DROP FUNCTION facts_reserve;
DROP SEQUENCE facts_fact_ids;
"""


class Migration(migrations.Migration):
    dependencies = [("facts", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
