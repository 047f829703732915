from importlib import import_module

from django.apps import AppConfig


class FundsConfig(AppConfig):
    name = "shenbian.funds"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what `verify` asks of the money, what happens to it by itself, and how its sheets come in."""
        import_module("shenbian.funds.verifying")
        import_module("shenbian.funds.timed")
        import_module("shenbian.funds.taking")
