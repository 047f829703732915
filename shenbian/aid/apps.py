from importlib import import_module

from django.apps import AppConfig


class AidConfig(AppConfig):
    name = "shenbian.aid"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how the sheet of files comes in, what of a file is made public, what is due and what is erased."""
        import_module("shenbian.aid.taking")
        import_module("shenbian.aid.noticing")
        import_module("shenbian.aid.timed")
        import_module("shenbian.aid.homes")
        import_module("shenbian.aid.picking")
        import_module("shenbian.aid.forgetting")
