from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "qinqing.services.exchange"
    label = "exchange"
    verbose_name = "对接"
    default_auto_field = "django.db.models.BigAutoField"
