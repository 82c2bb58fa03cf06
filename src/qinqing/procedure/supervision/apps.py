"""Supervision as Django knows it."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Label ``supervision``: follow-ups, evaluations, corrections."""

    name = "qinqing.procedure.supervision"
    label = "supervision"
    verbose_name = "督查回访"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What this chapter puts on the records of appeals and decided items; teaches their readers its words."""
        from qinqing.procedure.appeals.events import learn  # noqa: PLC0415  (apps load before models)
        from qinqing.procedure.decisions import events as items  # noqa: PLC0415
        from qinqing.procedure.supervision.events import EVENTS, FIELDS, KEPT, ON_ITEMS, PLAIN, TOLD  # noqa: PLC0415

        learn(EVENTS, FIELDS, plain=PLAIN, told=TOLD, kept=KEPT)
        items.learn(ON_ITEMS, {name: FIELDS[name] for name in ("limit", "holder", "due", "stage", "along", "late")})
