from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "qinqing.services.letters"
    label = "letters"
    verbose_name = "来信"
    default_auto_field = "django.db.models.BigAutoField"
