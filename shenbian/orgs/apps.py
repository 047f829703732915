from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "shenbian.orgs"
    default_auto_field = "django.db.models.BigAutoField"
