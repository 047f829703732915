from importlib import import_module

from django.apps import AppConfig


class GoodsConfig(AppConfig):
    name = "shenbian.goods"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how the sheets of purchases, allotments, parcels and visits come in."""
        import_module("shenbian.goods.taking")
