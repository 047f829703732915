from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "shenbian.rights"
    default_auto_field = "django.db.models.BigAutoField"
