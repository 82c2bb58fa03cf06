"""换个设备接着填: a draft goes over to another device by a short code, once, within two hours."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpRequest

from qinqing.doors.web import drafts
from qinqing.doors.web.models import Draft, Handover
from qinqing.kernel.errors import Refused
from qinqing.kernel.ids import query_code, read_query_code

GOOD_FOR = timedelta(hours=2)
SAME = "接续码不对，或者已经用过、过了两小时；请在原来的设备上再取一个"


def offer(request: HttpRequest, form: str, *, at: datetime) -> str:
    """A code for the reader's draft of this form; earlier ones are worth nothing from now on. Raises Refused without a draft."""
    owner = drafts.owner_of(request)
    if drafts.find(request, form, at=at) is None:
        raise Refused("还没有填写内容，先写几个字再换设备")
    code = query_code()
    with transaction.atomic():
        Handover.objects.filter(owner=owner, form=form).delete()
        Handover.objects.create(digest=_digest(code), owner=owner, form=form, ends_at=at + GOOD_FOR)
    return code


@transaction.atomic
def take(request: HttpRequest, code: str, *, at: datetime) -> str:
    """Brings the draft of a code to this device, with its files; returns the address of its form.

    Of two drafts for one form the newer text stays, and the files of both. Raises Refused alike for wrong, used and late.
    """
    found = Handover.objects.filter(digest=_digest(code), ends_at__gt=at).first()
    draft = Draft.objects.filter(owner=found.owner, form=found.form).first() if found else None
    if found is None or draft is None or not Handover.objects.filter(pk=found.pk).delete()[0]:
        raise Refused(SAME)
    return drafts.hand_over(draft, drafts.owner_of(request) or drafts.welcome(request)).form


def good_until(code: str, *, at: datetime) -> datetime | None:
    """Until when a code may be used; None for one that was, or is none."""
    found = Handover.objects.filter(digest=_digest(code), ends_at__gt=at).first() if code else None
    return found.ends_at if found else None


def sweep_handovers(at: datetime) -> int:
    """Forgets codes that are over. Returns how many."""
    return Handover.objects.filter(ends_at__lte=at).delete()[0]


def _digest(code: str) -> str:
    return hashlib.sha256(read_query_code(code).encode()).hexdigest()
