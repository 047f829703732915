from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "shenbian.editions"
    default_auto_field = "django.db.models.BigAutoField"
