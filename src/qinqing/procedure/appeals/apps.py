from django.apps import AppConfig


class AppealsConfig(AppConfig):
    name = "qinqing.procedure.appeals"
    label = "appeals"
    verbose_name = "诉求"
