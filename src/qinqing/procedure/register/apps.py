"""The register as Django knows it."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Label ``register``: enterprises, organs, posts, portfolios."""

    name = "qinqing.procedure.register"
    label = "register"
    verbose_name = "登记册"
    default_auto_field = "django.db.models.BigAutoField"
