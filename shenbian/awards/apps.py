from importlib import import_module

from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "shenbian.awards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what happens by itself, what is made public, and how its sheet comes in."""
        for name in ("timed", "subsidy.noticing", "taking"):
            import_module(f"shenbian.awards.{name}")
