from importlib import import_module

from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    name = "shenbian.challenges"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how the sheet of valid days comes in."""
        import_module("shenbian.challenges.taking")
