"""消息文字: the words of one medium for one kind of message, judged beside their fields, with what they say of an example."""

from typing import Any

from django import forms

from qinqing.doors.web.fields import Line, Text
from qinqing.kernel import county
from qinqing.services.notifications import queries
from qinqing.services.notifications.rules import Kind
from qinqing.services.notifications.rules.media import Medium
from qinqing.services.notifications.rules.wordings import Wording, example, faults, sms_parts


def filled_in(wording: Wording, medium: Medium, kind: Kind) -> dict[str, Any]:
    """What words say of an example at the county's own site, and what a text message of it costs."""
    shown = example(wording, medium, kind, county.name(), queries.site_of(medium))
    units, parts = sms_parts(shown.body)
    return {"said": shown, "units": units, "parts": parts, "is_sms": medium == Medium.SMS}


class WordingForm(forms.Form):
    """Subject (of mails), body, and why."""

    subject = Line("标题", max_length=120)
    body = Text("内容", rows=8)
    note = Line("为什么改", required=False)

    def __init__(self, *args: Any, medium: Medium, kind: Kind, **options: Any) -> None:
        super().__init__(*args, **options)
        self.medium, self.kind = medium, kind
        if medium != Medium.MAIL:
            del self.fields["subject"]

    def clean(self) -> dict[str, Any]:
        """The words, once nothing is the matter with them."""
        told = {"subject": "", "body": "", **(super().clean() or {})}
        for field, fault in [] if self.errors else faults(Wording(told["subject"], told["body"]), self.medium):
            self.add_error(field if field in self.fields else "body", fault)
        return told

    @property
    def preview(self) -> dict[str, Any]:
        """What the words as they stand in the form say of an example, and what a text message of it costs."""
        typed = {name: str(self[name].value() or "") for name in ("subject", "body") if name in self.fields}
        return filled_in(Wording(typed.get("subject", ""), typed["body"]), self.medium, self.kind)


class Declined(forms.Form):
    """Why it is not put in force."""

    reason = Line("原因")
