"""A counter never runs backwards, whoever writes: each reading that stands is at least the one before it."""

from django.db import migrations

ONWARD = """
CREATE FUNCTION streams_onward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'taken' AND EXISTS (
    SELECT FROM streams_reading r WHERE r.counter_id = NEW.counter_id AND r.status = 'taken' AND r.id <> NEW.id
      AND (r.taken_at < NEW.taken_at AND r.value > NEW.value OR r.taken_at > NEW.taken_at AND r.value < NEW.value)
  ) THEN
    RAISE EXCEPTION 'counter % runs backwards', NEW.counter_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER streams_onward AFTER INSERT OR UPDATE OF status, value, taken_at, counter_id ON streams_reading
  FOR EACH ROW EXECUTE FUNCTION streams_onward();
"""
BACK = "DROP TRIGGER streams_onward ON streams_reading; DROP FUNCTION streams_onward();"


class Migration(migrations.Migration):
    dependencies = [("streams", "0001_initial")]
    operations = [migrations.RunSQL(ONWARD, BACK)]
