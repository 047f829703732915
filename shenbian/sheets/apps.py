from importlib import import_module

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "shenbian.sheets"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the registers among the things that are verified."""
        import_module("shenbian.sheets.checks")
