from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "shenbian.offices"
    default_auto_field = "django.db.models.BigAutoField"
