from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "shenbian.programmes"

    def ready(self) -> None:
        from shenbian.programmes import contents  # noqa: F401, PLC0415 -- the catalogue fills when the app is ready
