from importlib import import_module

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "shenbian.ledger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what `verify` asks of the books."""
        import_module("shenbian.ledger.verifying")
