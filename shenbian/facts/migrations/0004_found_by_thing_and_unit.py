from django.db import migrations, models


class Migration(migrations.Migration):
    """The facts that one thing's moves wrote, and those of one unit, are found without going through the ledger."""

    dependencies = [("facts", "0003_seen")]

    operations = [
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(fields=["unit"], condition=models.Q(unit__isnull=False), name="fact_unit"),
        ),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(fields=["evidence"], condition=models.Q(batch=None), name="fact_of_move"),
        ),
    ]
