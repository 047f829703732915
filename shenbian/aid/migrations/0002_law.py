"""No file is opened that was not public and clean; who belongs to a household follows its file; what was found stays."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION aid_dossier_opens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM awards_noticeline l JOIN awards_publicnotice n ON n.id = l.notice_id
        WHERE l.subject = 'aid.dossier:' || NEW.id AND l.outcome = 'clean' AND n.status = 'ended'
    ) THEN
        RAISE EXCEPTION '公示没有期满，不能建档。' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER dossier_is_born BEFORE INSERT ON aid_dossier FOR EACH ROW
    WHEN (NEW.filed_on IS NOT NULL AND NEW.told_by IS NULL) EXECUTE FUNCTION aid_dossier_opens();
CREATE TRIGGER dossier_opens BEFORE UPDATE ON aid_dossier FOR EACH ROW
    WHEN (NEW.filed_on IS NOT NULL AND NEW.told_by IS NULL AND (OLD.filed_on IS NULL OR OLD.told_by IS NOT NULL))
    EXECUTE FUNCTION aid_dossier_opens();

CREATE FUNCTION aid_stands(status text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT status IN ('submitted', 'first_review', 'home_visit', 'verification', 'publicity', 'cleared',
                      'filed', 'aided', 'recheck_due', 'rechecked')
$$;
CREATE FUNCTION aid_household_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE aid_householdmember SET stands = aid_stands(NEW.status) WHERE dossier_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER household_follows AFTER UPDATE ON aid_dossier FOR EACH ROW
    WHEN (aid_stands(NEW.status) <> aid_stands(OLD.status)) EXECUTE FUNCTION aid_household_follows();
CREATE FUNCTION aid_member_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.stands := (SELECT aid_stands(status) FROM aid_dossier WHERE id = NEW.dossier_id);
    RETURN NEW;
END $$;
CREATE TRIGGER member_stands BEFORE INSERT OR UPDATE ON aid_householdmember
    FOR EACH ROW EXECUTE FUNCTION aid_member_stands();

CREATE FUNCTION aid_help_needs_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM aid_dossier WHERE id = NEW.dossier_id AND status IN ('filed', 'aided', 'recheck_due', 'rechecked')
    ) THEN
        RAISE EXCEPTION '困难档案不在册，不能给帮扶。' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER help_is_born BEFORE INSERT ON aid_help FOR EACH ROW EXECUTE FUNCTION aid_help_needs_file();
CREATE TRIGGER help_needs_file BEFORE UPDATE ON aid_help FOR EACH ROW
    WHEN (NEW.status IN ('proposed', 'decided', 'given') AND NEW.status <> OLD.status)
    EXECUTE FUNCTION aid_help_needs_file();

CREATE FUNCTION aid_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(OLD) - 'sealed' IS DISTINCT FROM to_jsonb(NEW) - 'sealed' OR NEW.sealed IS NOT NULL THEN
        RAISE EXCEPTION '核查记录和认定结果不能改动。' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER finding_stays BEFORE UPDATE ON aid_finding FOR EACH ROW EXECUTE FUNCTION aid_stays();
CREATE TRIGGER assessment_stays BEFORE UPDATE ON aid_assessment FOR EACH ROW EXECUTE FUNCTION aid_stays();
"""

BACKWARD = """
DROP TRIGGER help_needs_file ON aid_help;
DROP TRIGGER help_is_born ON aid_help;
DROP FUNCTION aid_help_needs_file();
DROP TRIGGER assessment_stays ON aid_assessment;
DROP TRIGGER finding_stays ON aid_finding;
DROP FUNCTION aid_stays();
DROP TRIGGER member_stands ON aid_householdmember;
DROP FUNCTION aid_member_stands();
DROP TRIGGER household_follows ON aid_dossier;
DROP FUNCTION aid_household_follows();
DROP FUNCTION aid_stands(text);
DROP TRIGGER dossier_opens ON aid_dossier;
DROP TRIGGER dossier_is_born ON aid_dossier;
DROP FUNCTION aid_dossier_opens();
"""


class Migration(migrations.Migration):
    dependencies = [("aid", "0001_initial"), ("awards", "0002_law")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
