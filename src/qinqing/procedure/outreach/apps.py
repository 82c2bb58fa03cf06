"""Outreach as Django knows it."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """Label ``outreach``: visits with their findings, campaigns, coverage."""

    name = "qinqing.procedure.outreach"
    label = "outreach"
    verbose_name = "走访宣传"
    default_auto_field = "django.db.models.BigAutoField"
