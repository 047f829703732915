"""A purchase names its approval itself instead of its number; a number that belongs to none stays with the evidence."""

import django.db.models.deletion
from django.db import migrations, models


def tie(apps, schema_editor):
    approvals = apps.get_model("funds", "Commitment").objects
    for purchase in apps.get_model("goods", "Purchase").objects.exclude(commitment_no="").select_related("item"):
        number = purchase.commitment_no
        found = list(approvals.filter(no=number, item__programme=purchase.item.programme).exclude(status="refused")[:2])
        if len(found) == 1:
            purchase.commitment = found[0]
        else:
            purchase.evidence = f"{purchase.evidence} 审批单号{number}".strip()[:400]
        purchase.save(update_fields=["commitment", "evidence"])


class Migration(migrations.Migration):
    dependencies = [
        ("goods", "0002_counted"),
        ("funds", "0005_labour_fees"),
    ]

    operations = [
        migrations.RenameField("purchase", "commitment", "commitment_no"),
        migrations.AddField(
            "purchase",
            "commitment",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="purchases",
                to="funds.commitment",
                verbose_name="审批单",
            ),
        ),
        migrations.RunPython(tie, migrations.RunPython.noop),
        migrations.RemoveField("purchase", "commitment_no"),
    ]
