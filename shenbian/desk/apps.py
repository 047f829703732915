from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "shenbian.desk"

    def ready(self) -> None:
        """Say what the desk keeps of a person who is erased, and what it lets run behind its pages."""
        import_module("shenbian.desk.erasing")
        import_module("shenbian.desk.imports.uploads")
        import_module("shenbian.desk.registers.behind")
