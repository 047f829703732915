from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "shenbian.gatherings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shenbian.gatherings import taking, timed  # noqa: F401, PLC0415  known once the models are
