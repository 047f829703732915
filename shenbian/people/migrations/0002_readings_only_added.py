"""Who looked at a sealed field is only ever added: the database refuses the rest."""

from django.db import migrations

GUARD = """
CREATE FUNCTION people_readings_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '查阅记录只能追加，不能修改或删除';
END $$;
CREATE TRIGGER people_readings_only_added
    BEFORE UPDATE OR DELETE OR TRUNCATE ON people_personreading
    FOR EACH STATEMENT EXECUTE FUNCTION people_readings_only_added();
"""
UNGUARD = """
DROP TRIGGER people_readings_only_added ON people_personreading;
DROP FUNCTION people_readings_only_added();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
