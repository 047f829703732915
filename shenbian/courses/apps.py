from importlib import import_module

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "shenbian.courses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say how rows of its registers are taken."""
        import_module("shenbian.courses.taking")
