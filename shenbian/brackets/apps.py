from django.apps import AppConfig


class BracketsConfig(AppConfig):
    name = "shenbian.brackets"
    default_auto_field = "django.db.models.BigAutoField"
