from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "shenbian.gatherings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from shenbian.gatherings import taking  # noqa: F401, PLC0415  its registers are known once the models are
