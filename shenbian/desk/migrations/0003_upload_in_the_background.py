from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0002_long_uploads"),
    ]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="long",
            field=models.BooleanField(default=False, verbose_name="在后台办"),
        ),
        # What was long until now stays with its jobs.
        migrations.RunSQL("UPDATE desk_upload SET long = rows > 20000", migrations.RunSQL.noop),
    ]
