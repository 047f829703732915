from importlib import import_module

from django.apps import AppConfig


class MixersConfig(AppConfig):
    name = "shenbian.mixers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what ends and is wiped by itself."""
        import_module("shenbian.mixers.timed")
