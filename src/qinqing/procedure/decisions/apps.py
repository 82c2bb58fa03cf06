"""Decided items as Django knows them."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Label ``decisions``: decided items, reports, circulations."""

    name = "qinqing.procedure.decisions"
    label = "decisions"
    verbose_name = "决定事项"
    default_auto_field = "django.db.models.BigAutoField"
