from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "qinqing.services.documents"
    label = "documents"
    verbose_name = "材料"
    default_auto_field = "django.db.models.BigAutoField"
