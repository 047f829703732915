from django.apps import AppConfig

from shenbian.kit import arrays


class OrgsConfig(AppConfig):
    name = "shenbian.orgs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        arrays.install()  # on the lowest floor that is an app: those above ask with them
