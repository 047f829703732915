from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "shenbian.portal"
    default_auto_field = "django.db.models.BigAutoField"
