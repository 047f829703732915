"""What somebody did, and what happened on a day, is found without reading every trace."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("flow", "0002_traces_only_grow")]
    operations = [
        migrations.AddIndex("trace", models.Index(fields=["actor", "-id"], name="trace_actor")),
        migrations.AddIndex("trace", BrinIndex(fields=["at"], name="trace_at")),
    ]
