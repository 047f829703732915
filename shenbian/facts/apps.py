from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "shenbian.facts"
    default_auto_field = "django.db.models.BigAutoField"
