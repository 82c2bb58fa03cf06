"""Supervision as Django knows it."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Label ``supervision``: follow-ups, evaluations, corrections."""

    name = "qinqing.procedure.supervision"
    label = "supervision"
    verbose_name = "督查回访"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow-up and evaluation stand on the appeal's own record; teaches its readers their words."""
        from qinqing.procedure.appeals.events import learn  # noqa: PLC0415  (apps load before models)
        from qinqing.procedure.supervision.events import EVENTS, FIELDS, PLAIN, TOLD  # noqa: PLC0415

        learn(EVENTS, FIELDS, plain=PLAIN, told=TOLD)
