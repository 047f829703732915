from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("deployments", "0001_initial")]

    operations = [migrations.RemoveIndex("order", "order_by_day")]
