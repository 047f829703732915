from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "shenbian.certificates"
    default_auto_field = "django.db.models.BigAutoField"
