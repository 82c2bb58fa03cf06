"""Outreach as Django knows it."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """Label ``outreach``: visits with their findings, campaigns, coverage."""

    name = "qinqing.procedure.outreach"
    label = "outreach"
    verbose_name = "走访宣传"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What this chapter puts on the records of appeals; teaches their readers its words."""
        from qinqing.procedure.appeals.events import learn  # noqa: PLC0415  (apps load before models)
        from qinqing.procedure.outreach.events import EVENTS, FIELDS, PLAIN  # noqa: PLC0415

        learn({event: EVENTS[event] for event in PLAIN}, {"campaign": FIELDS["campaign"]}, plain=PLAIN, told=PLAIN)
