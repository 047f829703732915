"""Traces are only ever added: the database itself forbids changing, deleting and emptying, and sets the instant."""

from django.db import migrations

FORWARD = """
CREATE SEQUENCE flow_trace_number AS bigint;

CREATE FUNCTION flow_trace_dated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.at := now();
    RETURN NEW;
END $$;
CREATE TRIGGER flow_trace_dated BEFORE INSERT ON flow_trace FOR EACH ROW EXECUTE FUNCTION flow_trace_dated();

CREATE FUNCTION flow_trace_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '留痕只能增加，不能%', CASE TG_OP WHEN 'UPDATE' THEN '修改' ELSE '删除' END
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER flow_trace_only_grows BEFORE UPDATE OR DELETE ON flow_trace
    FOR EACH ROW EXECUTE FUNCTION flow_trace_only_grows();
CREATE TRIGGER flow_trace_never_empties BEFORE TRUNCATE ON flow_trace
    FOR EACH STATEMENT EXECUTE FUNCTION flow_trace_only_grows();
"""

BACKWARD = """
DROP TRIGGER flow_trace_never_empties ON flow_trace;
DROP TRIGGER flow_trace_only_grows ON flow_trace;
DROP TRIGGER flow_trace_dated ON flow_trace;
DROP FUNCTION flow_trace_only_grows();
DROP FUNCTION flow_trace_dated();
DROP SEQUENCE flow_trace_number;
"""


class Migration(migrations.Migration):
    dependencies = [("flow", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
