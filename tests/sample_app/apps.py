from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "tests.sample_app"
    label = "sample"
    default_auto_field = "django.db.models.BigAutoField"
