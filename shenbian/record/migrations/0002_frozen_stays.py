"""What was frozen or noticed is only ever added to."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER frozen_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON record_frozenfigure EXECUTE FUNCTION facts_only_grows();
CREATE TRIGGER record_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON record_frozenrecord EXECUTE FUNCTION facts_only_grows();
CREATE TRIGGER correction_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON record_correction EXECUTE FUNCTION facts_only_grows();
"""
BACKWARD = """
DROP TRIGGER frozen_grows ON record_frozenfigure;
DROP TRIGGER record_grows ON record_frozenrecord;
DROP TRIGGER correction_grows ON record_correction;
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial"), ("facts", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
