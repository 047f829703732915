from importlib import import_module

from django.apps import AppConfig


class DeploymentsConfig(AppConfig):
    name = "shenbian.deployments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how the sheet of days out there comes in."""
        import_module("shenbian.deployments.taking")
