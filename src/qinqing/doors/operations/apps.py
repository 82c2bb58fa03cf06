"""Registers the commands and the checks with Django."""

from importlib import import_module

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "qinqing.doors.operations"
    label = "operations"
    verbose_name = "运行维护"

    def ready(self) -> None:
        """The checks ask the tables of accounts and calendar, so they are loaded when all rooms are."""
        import_module("qinqing.doors.operations.checks")
