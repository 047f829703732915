from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "shenbian.jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what of the floors below happens by itself."""
        import_module("shenbian.jobs.below")
