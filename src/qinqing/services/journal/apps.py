from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "qinqing.services.journal"
    label = "journal"
    verbose_name = "办理记录"
    default_auto_field = "django.db.models.BigAutoField"
