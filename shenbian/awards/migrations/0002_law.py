"""Nothing is clean before its notice ended, no notice ends while an objection is open, and what was decided stays."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION awards_line_settles() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    notice record;
BEGIN
    SELECT status, batch INTO notice FROM awards_publicnotice WHERE id = NEW.notice_id FOR SHARE;
    IF TG_OP = 'INSERT' THEN
        IF notice.status <> 'drafted' AND NOT (notice.status = 'ended' AND notice.batch IS NOT NULL) THEN
            RAISE EXCEPTION '公示开始以后不能再加一行。' USING ERRCODE = 'restrict_violation';
        END IF;
    ELSE
        IF OLD.outcome <> 'open' OR ROW(OLD.notice_id, OLD.subject, OLD.person_id, OLD.unit_id, OLD.told, OLD.amount_fen)
            IS DISTINCT FROM ROW(NEW.notice_id, NEW.subject, NEW.person_id, NEW.unit_id, NEW.told, NEW.amount_fen) THEN
            RAISE EXCEPTION '公示过的内容不能改动。' USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    IF NEW.outcome = 'clean' AND notice.status <> 'ended' THEN
        RAISE EXCEPTION '公示没有期满，不能按无异议处理。' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER line_settles BEFORE INSERT OR UPDATE ON awards_noticeline
    FOR EACH ROW EXECUTE FUNCTION awards_line_settles();

CREATE FUNCTION awards_notice_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM awards_objection WHERE notice_id = NEW.id AND status = 'open') THEN
        RAISE EXCEPTION '还有异议待核实，公示不能期满。' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER notice_ends BEFORE UPDATE ON awards_publicnotice FOR EACH ROW
    WHEN (NEW.status = 'ended' AND OLD.status <> 'ended') EXECUTE FUNCTION awards_notice_ends();

CREATE FUNCTION awards_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '公示已经结束，不能改动。' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER notice_stays BEFORE UPDATE ON awards_publicnotice FOR EACH ROW
    WHEN (OLD.status IN ('ended', 'cancelled') AND OLD.status <> NEW.status) EXECUTE FUNCTION awards_stays();
"""

BACKWARD = """
DROP TRIGGER notice_stays ON awards_publicnotice;
DROP FUNCTION awards_stays();
DROP TRIGGER notice_ends ON awards_publicnotice;
DROP FUNCTION awards_notice_ends();
DROP TRIGGER line_settles ON awards_noticeline;
DROP FUNCTION awards_line_settles();
"""


class Migration(migrations.Migration):
    dependencies = [("awards", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
