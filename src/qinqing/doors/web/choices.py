"""我的通知: what leaves the house for the reader, and at which hours; alike at the desk and for enterprises."""

from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponseBase

from qinqing.doors.web.forms import submit
from qinqing.doors.web.messages import Place
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.services.accounts import queries as accounts
from qinqing.services.notifications import actions, queries
from qinqing.services.notifications.rules.choosing import ENTERPRISE_GROUPS, STAFF_GROUPS, Group, ways_of
from qinqing.services.notifications.rules.media import Medium
from qinqing.services.notifications.rules.receivers import address, veiled

HOURS = [(hour, f"{hour}:00") for hour in range(24)]
FIRM, URGENT = "不能关闭，只能选从哪里发", "免打扰时段也发"


class ChoicesForm(forms.Form):
    """A field for each kind of message, and the hours."""

    quiet_from = forms.TypedChoiceField(
        label="免打扰从", choices=HOURS, coerce=int, help_text="这段时间的消息到点再发，在系统里看过的就不发了"
    )
    quiet_until = forms.TypedChoiceField(
        label="到",
        choices=HOURS,
        coerce=int,
        help_text="起止相同就是不设",
    )
    rest_days = forms.BooleanField(label="不上班的日子也不发，到下一个工作日再发", required=False)
    digest_hour = forms.TypedChoiceField(label="每天几点发汇总邮件", choices=HOURS, coerce=int)

    def __init__(self, *args: Any, groups: tuple[Group, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.groups = groups
        for one in groups:
            self.fields[f"way_{one.kind}"] = forms.ChoiceField(
                label=one.label, choices=[(way.value, way.label) for way in ways_of(one)], help_text=_hint(one)
            )

    @property
    def ways(self) -> list[forms.BoundField]:
        """The fields of the kinds."""
        return [self[f"way_{one.kind}"] for one in self.groups]

    @property
    def hours(self) -> list[forms.BoundField]:
        """The fields of the hours."""
        return [self[name] for name in self.base_fields]

    def clean(self) -> dict[str, Any]:
        """The ways by kind, and the hours."""
        told = super().clean() or {}
        ways = {one.kind.value: told.pop(f"way_{one.kind}", "") for one in self.groups}
        return {"ways": ways, **told}


def choosing(request: Request, place: Place, *, enterprise: bool) -> HttpResponseBase:
    """The reader's own choices; as shipped until something was chosen."""
    groups = ENTERPRISE_GROUPS if enterprise else STAFF_GROUPS
    now = queries.choices(request.actor.person or 0)
    ways = {f"way_{one.kind}": now.way(one).value for one in groups}
    return submit(
        request,
        ChoicesForm,
        template="web/messages/choices.html",
        context=lambda: {
            "frame": place.frame, "here": place.url("messages"), "reached": _reached(request), "enterprise": enterprise,
            "crumbs": [Link("消息", place.url("messages")), Link("我的通知")],
        },
        do=partial(actions.choose, by=request.actor, at=request.at, enterprise=enterprise),
        done=lambda result: place.url("message_choices"),
        message="已保存，从下一条消息起照此发送",
        initial={**now.told(), **ways},
        groups=groups,
    )  # fmt: skip


def _hint(group: Group) -> str:
    return "；".join([group.hint, *([FIRM] if group.firm else []), *([URGENT] if group.urgent else [])])


def _reached(request: Request) -> list[dict[str, Any]]:
    """Where the reader can be reached, and whether the county sends there at all."""
    me, in_use = accounts.account(request.actor.person or 0), queries.media_in_use()
    return [
        {"label": medium.label, "to": veiled(found) if found else "", "in_use": medium in in_use}
        for medium in (Medium.SMS, Medium.MAIL)
        for found in [address(medium, phone=me.phone, email=me.email)]
    ]
