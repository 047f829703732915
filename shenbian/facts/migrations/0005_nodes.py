"""Inner nodes of the trees are kept, so that a proof need not hash all leaves; those over the leaves of before are made."""

from django.db import migrations, models

from shenbian.kit.merkle import Frontier

_CHUNK = 20_000
_COPY = "COPY facts_node (log, height, number, hash) FROM STDIN"

FORWARD = """
CREATE TRIGGER node_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON facts_node EXECUTE FUNCTION facts_only_grows();
"""


def fill(apps, editor):
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT log FROM facts_head ORDER BY log")
        for (log,) in cursor.fetchall():
            _fill(editor.connection, log)


def _fill(connection, log):
    frontier = Frontier()
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT hash FROM facts_leaf WHERE log = %s AND position >= %s ORDER BY position LIMIT %s",
                [log, frontier.size, _CHUNK],
            )
            leaves = [bytes(leaf) for (leaf,) in cursor.fetchall()]
        if not leaves:
            return
        kept = {}
        frontier.extend(leaves, kept)
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            for (height, number), node in kept.items():
                copy.write_row((log, height, number, node))


class Migration(migrations.Migration):
    dependencies = [("facts", "0004_found_by_thing_and_unit")]
    operations = [
        migrations.CreateModel(
            name="Node",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "log", "height", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("log", models.CharField(max_length=10)),
                ("height", models.SmallIntegerField()),
                ("number", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(FORWARD, "DROP TRIGGER node_grows ON facts_node"),
    ]
