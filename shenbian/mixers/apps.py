from django.apps import AppConfig


class MixersConfig(AppConfig):
    name = "shenbian.mixers"
    default_auto_field = "django.db.models.BigAutoField"
