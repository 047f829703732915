from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "shenbian.sheets"
    default_auto_field = "django.db.models.BigAutoField"
