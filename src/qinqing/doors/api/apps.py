from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "qinqing.doors.api"
    label = "api"
    verbose_name = "接口"
