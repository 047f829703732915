from django.apps import AppConfig


class PersonalConfig(AppConfig):
    name = "shenbian.personal"
    default_auto_field = "django.db.models.BigAutoField"
