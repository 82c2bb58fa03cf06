"""Registers the commands and the checks with Django."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "qinqing.doors.operations"
    label = "operations"
    verbose_name = "运行维护"
