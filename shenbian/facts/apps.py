from importlib import import_module

from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "shenbian.facts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say that the logs are sealed by themselves."""
        import_module("shenbian.facts.sealing")
