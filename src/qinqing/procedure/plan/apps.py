"""The plan as Django knows it."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """Label ``plan``: editions, clauses, limits."""

    name = "qinqing.procedure.plan"
    label = "plan"
    verbose_name = "制度"
    default_auto_field = "django.db.models.BigAutoField"
