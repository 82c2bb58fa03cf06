from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "qinqing.doors.console"
    label = "console"
    verbose_name = "工作台"
