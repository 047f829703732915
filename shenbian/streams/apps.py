from importlib import import_module

from django.apps import AppConfig


class StreamsConfig(AppConfig):
    name = "shenbian.streams"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say by whom sheets of readings are taken."""
        import_module("shenbian.streams.taking")
