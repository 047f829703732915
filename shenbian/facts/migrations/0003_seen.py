"""A view of the facts that figures read, with the positions at which each was sealed and struck out.

A query that asks for neither position pays for neither: the planner drops the joins, because each finds at most one row.
"""

from django.db import migrations

FORWARD = """
CREATE VIEW facts_seen AS
SELECT f.id, f.kind, f.happened_on, f.occurred_at, f.recorded_at, f.organisation, f.org_path, f.edition, f.person, f.unit,
    f.quantity, f.amount_fen, f.facets, f.source, f.evidence, f.recorded_by, f.batch, f.voided_at,
    l.position,
    vl.position AS struck_position
FROM facts_fact f
LEFT JOIN facts_leaf l ON l.log = 'facts' AND l.entry = f.id
LEFT JOIN facts_fact v ON v.voids = f.id
LEFT JOIN facts_leaf vl ON vl.log = 'facts' AND vl.entry = v.id
WHERE f.kind <> 'void'
"""


class Migration(migrations.Migration):
    dependencies = [("facts", "0002_append_only")]
    operations = [migrations.RunSQL(FORWARD, "DROP VIEW facts_seen")]
