"""Reception days as Django knows them."""

from django.apps import AppConfig


class ReceptionsConfig(AppConfig):
    """Label ``receptions``: days, agendas, attendance."""

    name = "qinqing.procedure.receptions"
    label = "receptions"
    verbose_name = "接待日"
    default_auto_field = "django.db.models.BigAutoField"
