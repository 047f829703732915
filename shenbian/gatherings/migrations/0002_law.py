"""The database counts places itself and lets nobody oversell them; failed scans only grow; nobody is in two places."""

from django.db import migrations

FORWARD = """
CREATE SEQUENCE gatherings_session_number;

CREATE FUNCTION gatherings_holds(status text) RETURNS boolean LANGUAGE sql IMMUTABLE AS
$$ SELECT status IN ('booked', 'offered', 'invited') $$;

CREATE FUNCTION gatherings_take(of_session bigint, of_quota bigint, heads integer) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF of_quota IS NULL THEN
        UPDATE gatherings_session SET taken = taken + heads WHERE id = of_session;
    ELSE
        UPDATE gatherings_quota SET taken = taken + heads WHERE id = of_quota;
    END IF;
END $$;

-- Places held are counted where they are held: what everybody may book on the session, a union's on its quota.
CREATE FUNCTION gatherings_count_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    was boolean := TG_OP <> 'INSERT' AND gatherings_holds(OLD.status);
    is_now boolean := TG_OP <> 'DELETE' AND gatherings_holds(NEW.status);
BEGIN
    IF was AND is_now AND (OLD.session_id, OLD.quota_id, OLD.places)
            IS NOT DISTINCT FROM (NEW.session_id, NEW.quota_id, NEW.places) THEN
        RETURN NULL;
    END IF;
    IF was THEN
        PERFORM gatherings_take(OLD.session_id, OLD.quota_id, -OLD.places);
    END IF;
    IF is_now THEN
        PERFORM gatherings_take(NEW.session_id, NEW.quota_id, NEW.places);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER booking_counts AFTER INSERT OR UPDATE OF status, session_id, quota_id, places OR DELETE
    ON gatherings_booking FOR EACH ROW EXECUTE FUNCTION gatherings_count_places();

CREATE FUNCTION gatherings_reserve() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE gatherings_session SET reserved = reserved - OLD.places WHERE id = OLD.session_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE gatherings_session SET reserved = reserved + NEW.places WHERE id = NEW.session_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER quota_reserves AFTER INSERT OR UPDATE OF session_id, places OR DELETE
    ON gatherings_quota FOR EACH ROW EXECUTE FUNCTION gatherings_reserve();

CREATE TRIGGER scan_only_grows BEFORE UPDATE OR DELETE ON gatherings_scan
    FOR EACH ROW EXECUTE FUNCTION facts_only_grows();
CREATE TRIGGER scan_never_emptied BEFORE TRUNCATE ON gatherings_scan
    FOR EACH STATEMENT EXECUTE FUNCTION facts_only_grows();

ALTER TABLE gatherings_session ADD CONSTRAINT session_on_its_day
    CHECK (starts_at IS NULL OR "on" = (starts_at AT TIME ZONE 'Asia/Shanghai')::date);

ALTER TABLE gatherings_turn ADD CONSTRAINT turn_in_one_place EXCLUDE USING gist (
    int8range(person_id, person_id, '[]') WITH &&, tstzrange(in_at, out_at) WITH &&
) WHERE (alone AND person_id IS NOT NULL AND in_at IS NOT NULL AND out_at IS NOT NULL
         AND status IN ('present', 'counted'));
"""

BACKWARD = """
ALTER TABLE gatherings_turn DROP CONSTRAINT turn_in_one_place;
ALTER TABLE gatherings_session DROP CONSTRAINT session_on_its_day;
DROP TRIGGER scan_never_emptied ON gatherings_scan;
DROP TRIGGER scan_only_grows ON gatherings_scan;
DROP TRIGGER quota_reserves ON gatherings_quota;
DROP FUNCTION gatherings_reserve();
DROP TRIGGER booking_counts ON gatherings_booking;
DROP FUNCTION gatherings_count_places();
DROP FUNCTION gatherings_take(bigint, bigint, integer);
DROP FUNCTION gatherings_holds(text);
DROP SEQUENCE gatherings_session_number;
"""


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0001_initial"), ("facts", "0002_append_only")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
