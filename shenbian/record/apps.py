from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "shenbian.record"
    default_auto_field = "django.db.models.BigAutoField"
