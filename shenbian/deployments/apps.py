from django.apps import AppConfig


class DeploymentsConfig(AppConfig):
    name = "shenbian.deployments"
    default_auto_field = "django.db.models.BigAutoField"
