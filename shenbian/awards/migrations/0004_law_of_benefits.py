"""Nothing is granted or paid before its public notice ended clean; a team's amount is not given more than once."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION awards_benefit_rests() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    line record;
BEGIN
    IF NEW.status IN ('granted', 'paid') THEN
        SELECT l.outcome, l.subject, l.amount_fen, n.status INTO line FROM awards_noticeline l
        JOIN awards_publicnotice n ON n.id = l.notice_id WHERE l.id = NEW.line_id;
        IF line IS NULL OR line.outcome <> 'clean' OR line.status <> 'ended' THEN
            RAISE EXCEPTION '公示没有期满，或者有异议成立，不能发放。' USING ERRCODE = 'restrict_violation';
        END IF;
        IF line.subject NOT IN (NEW.came_by, 'benefit.granted:' || NEW.source)
            OR line.amount_fen IS DISTINCT FROM NEW.amount_fen THEN
            RAISE EXCEPTION '公示的不是这一项或者不是这个金额。' USING ERRCODE = 'restrict_violation';
        END IF;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.status <> 'draft' AND ROW(OLD.person_id, OLD.unit_id, OLD.basis, OLD.year, OLD.amount_fen)
        IS DISTINCT FROM ROW(NEW.person_id, NEW.unit_id, NEW.basis, NEW.year, NEW.amount_fen) THEN
        RAISE EXCEPTION '评定过的享受记录不能换人、换依据、改金额。' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER benefit_rests BEFORE INSERT OR UPDATE ON awards_benefit
    FOR EACH ROW EXECUTE FUNCTION awards_benefit_rests();

CREATE FUNCTION awards_team_shares() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    given record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('awards.shared:' || NEW.shared, 0));
    SELECT sum(amount_fen) AS fen, min(whole_fen) AS whole INTO given FROM awards_benefit
    WHERE shared = NEW.shared AND status IN ('held', 'granted', 'paid');
    IF given.fen > given.whole THEN
        RAISE EXCEPTION '团队奖项的助推金不能多发。' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER benefit_shares AFTER INSERT OR UPDATE ON awards_benefit
    FOR EACH ROW WHEN (NEW.shared <> '' AND NEW.status IN ('held', 'granted', 'paid'))
    EXECUTE FUNCTION awards_team_shares();
"""

BACKWARD = """
DROP TRIGGER benefit_shares ON awards_benefit;
DROP FUNCTION awards_team_shares();
DROP TRIGGER benefit_rests ON awards_benefit;
DROP FUNCTION awards_benefit_rests();
"""


class Migration(migrations.Migration):
    dependencies = [("awards", "0003_benefit")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
