from importlib import import_module

from django.apps import AppConfig


class FlowConfig(AppConfig):
    name = "shenbian.flow"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the log of traces under seal, the table of what waits among the things that are verified, and say who may
        see what is attached to things."""
        import_module("shenbian.flow.traces")
        import_module("shenbian.flow.checks")
        import_module("shenbian.flow.seeing")
