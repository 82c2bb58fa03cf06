"""Taking deliveries out: leased, tried, and ended or put off. A worker that dies in between lets go after a while."""

import logging
import random
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from qinqing.kernel import county
from qinqing.kernel.phrases import moment_zh
from qinqing.services.accounts import queries as accounts
from qinqing.services.notifications.actions.hours import end_parts, hold_if_quiet
from qinqing.services.notifications.actions.leading import leads_to
from qinqing.services.notifications.actions.texting import unsealed
from qinqing.services.notifications.carriers import Parcel, carry
from qinqing.services.notifications.models import Channel, Delivery, Message
from qinqing.services.notifications.queries.wordings import wording_in_force
from qinqing.services.notifications.rules import Kind
from qinqing.services.notifications.rules.media import (
    PAUSES,
    PERSONAL,
    Fate,
    Medium,
    Outcome,
    Result,
    never,
    pause_after,
)
from qinqing.services.notifications.rules.receivers import address
from qinqing.services.notifications.rules.wordings import DEFAULTS, SAMPLE, Wording, said

LISTED = 30  # notices written out in one daily mail
AT_ONCE = 8  # attempts under way at the same time: one receiver that never answers holds up no other
FROM_EACH = 16  # taken at a time from each channel, so that none waits behind another's thousands
LEASE = timedelta(minutes=5)  # longer than the attempts of everything taken at a time last
UNFORESEEN = "系统内部出错，请联系运维人员查看服务器的输出"
log = logging.getLogger("qinqing.notices")


def send_next(*, at: datetime, texts: bool = False) -> bool:
    """Tries the deliveries that have been due longest, some from each channel, a few at the same time.

    False when none is due. What each came to is written down as soon as it is known. ``texts``: only of those to bare
    numbers, for which somebody waits at a page.
    """
    taken = _take(at, texts=texts)
    ready = [(found, made) for found in taken if (made := _make(found, at)) is not None]
    for ended in _tried(ready):
        with transaction.atomic():
            for found, outcome in ended:
                _end(found, outcome, at)
    return bool(taken)


def carry_delivery(found: Delivery, at: datetime) -> Outcome:
    """One attempt at one delivery."""
    made = _parcel(found, at)
    return made if isinstance(made, Outcome) else carry(made)


def _make(found: Delivery, at: datetime) -> Parcel | Outcome | None:
    """What is carried, or that it cannot be; nothing where it waits for its reader's hours after all."""
    try:
        return None if hold_if_quiet(found, at) else _parcel(found, at)
    except Exception:  # one notice that nobody foresaw must not keep all others in the house
        log.exception("delivery %s failed", found.code)
        return never(UNFORESEEN)


def _tried(ready: list[tuple[Delivery, Parcel | Outcome]]) -> Iterator[list[tuple[Delivery, Outcome]]]:
    """Carries them, a few at a time; those that have come to an end meanwhile, together. The database is not asked."""
    settled = [(found, made) for found, made in ready if isinstance(made, Outcome)]
    if settled:
        yield settled
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="carry") as pool:
        under_way: dict[Future[Outcome], Delivery] = {
            pool.submit(_carried, found, made): found for found, made in ready if isinstance(made, Parcel)
        }
        while under_way:
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            yield [(under_way.pop(one), one.result()) for one in done]


def _carried(found: Delivery, made: Parcel) -> Outcome:
    try:
        return carry(made)
    except Exception:
        log.exception("delivery %s failed", found.code)
        return never(UNFORESEEN)


def _parcel(found: Delivery, at: datetime) -> Parcel | Outcome:
    """What one attempt carries: the receiver's address and the channel's settings as they are now."""
    if found.purpose:
        return _sealed(found, at)
    channel = found.channel
    medium = Medium(channel.medium)
    person = accounts.active_accounts([found.account]).get(found.account) if found.account else None
    to = address(medium, phone=person.phone, email=person.email) if person else ""
    if medium in PERSONAL and not to:
        return never("收件人的账号已停用，或者没有登记可用的地址")
    words = _words(found, person.name if person else "")
    own = found.message and wording_in_force(medium, Kind(found.message.kind))
    wording = own or DEFAULTS.get(medium, Wording("", ""))
    return Parcel(
        medium=medium,
        code=found.code,
        at=at,
        said=said(wording, words, medium),
        to=to,
        name=words["name"],
        data=_data(found),
        settings=channel.settings,
        secrets=channel.secrets,
    )


def _sealed(found: Delivery, at: datetime) -> Parcel | Outcome:
    told = unsealed(found, at)
    if isinstance(told, Outcome):
        return told
    channel = found.channel
    return Parcel(
        medium=Medium(channel.medium),
        code=found.code,
        at=at,
        said=Wording(told.get("subject", ""), told["text"]),
        to=told["to"],
        data={"answers": told.get("answers", "")},
        settings=channel.settings,
        secrets=channel.secrets,
    )


def _take(at: datetime, *, texts: bool = False) -> list[Delivery]:
    """Compare and swap: whoever changes a row has it. Tried anew where others were faster with all of them.

    A moment further ahead than any of ours can be was written by a clock that has been put back since: it binds nobody.
    """
    free = Q(taken_until=None) | Q(taken_until__lt=at) | Q(taken_until__gt=at + 2 * LEASE)
    now = Q(tries=0) | Q(due_at__lte=at) | Q(due_at__gt=at + 2 * PAUSES[-1])
    waiting = Q(free, now) & (Q(~Q(purpose=""), channel__medium=Medium.SMS) if texts else Q())
    while keys := _due(waiting):
        with transaction.atomic():
            mine = [key for key in sorted(keys) if _swap(Q(free, pk=key), at)]
        if mine:
            return list(
                Delivery.objects.select_related("channel", "message").filter(pk__in=mine).order_by("due_at", "pk")
            )
    return []


def _due(asked: Q) -> list[int]:
    """Those that have been due longest, some from each channel in use."""
    channels = Channel.objects.filter(active=True).values_list("pk", flat=True)
    rows = Delivery.objects.filter(asked, fate=Fate.WAITING).order_by("due_at", "pk").values_list("pk", flat=True)
    return [key for channel in channels for key in rows.filter(channel=channel)[:FROM_EACH]]


def _swap(mine: Q, at: datetime) -> bool:
    rows = Delivery.objects.filter(mine, fate=Fate.WAITING)
    return bool(rows.update(taken_until=at + LEASE, tries=F("tries") + 1))


def _end(found: Delivery, outcome: Outcome, at: datetime) -> None:
    rows = Delivery.objects.filter(pk=found.pk, fate=Fate.WAITING)
    pause = pause_after(found.tries, random.random()) if outcome.result == Result.AGAIN else None
    if pause:
        rows.update(taken_until=None, due_at=at + pause, why=outcome.why)
        return
    fate = Fate.SENT if outcome.result == Result.GONE else Fate.FAILED
    told = {"taken_until": None, "fate": fate, "why": outcome.why, "ended_at": at}
    if fate == Fate.SENT or found.ends_at is not None:
        told["sealed"] = ""
    if rows.update(**told) and not found.message_id:
        end_parts(found, fate=fate, why=outcome.why, at=at)


def _words(found: Delivery, name: str) -> dict[str, str]:
    site = str(found.channel.settings.get("site", ""))
    told = _told(found.message, site) if found.message else _gathered(found, site)
    return {"county": county.name(), "name": name, "site": site, "link": site, **told}


def _told(message: Message, site: str) -> dict[str, str]:
    return {
        "kind": Kind(message.kind).label, "title": message.title, "text": message.text,
        "link": leads_to(site, message.link, message.code),
    }  # fmt: skip


def _data(found: Delivery) -> dict[str, Any]:
    """What other systems are told of a message."""
    message = found.message
    if not message:
        return {"id": found.code, **_trial(), "kind": "trial"}
    names = ("kind", "title", "text", "subject", "link", "code", "mailbox")
    return {"id": found.code, "at": message.at.isoformat(), **{name: getattr(message, name) for name in names}}


def _gathered(found: Delivery, site: str) -> dict[str, str]:
    """What one daily mail says of all that is in it; without anything in it, it is a trial."""
    rows = Delivery.objects.filter(digest_id=found.pk or 0).select_related("message").order_by("pk")
    told = [one.message for one in rows if one.message]
    if not told:
        return _trial()
    lines = [_line(message, site) for message in told[:LISTED]]
    more = [f"另有 {len(told) - LISTED} 条，请登录查看。"] if len(told) > LISTED else []
    return {"kind": "消息汇总", "title": f"{len(told)} 条消息汇总", "text": "\n\n".join([*lines, *more])}


def _line(message: Message, site: str) -> str:
    """One notice of several, with its own page where it has one."""
    link = leads_to(site, message.link, message.code)
    lines = [f"{moment_zh(message.at)}　{message.title}", message.text, "" if link == site else link]
    return "\n".join(line for line in lines if line)


def _trial() -> dict[str, str]:
    return {"kind": "试发", "title": "这是一条试发的消息", "text": f"收到就说明通道可用。例如：{SAMPLE['title']}"}


def trial(channel: Channel, *, account: int | None, receiver: str, at: datetime) -> Delivery:
    """A delivery without a message, for a channel that is being set up."""
    code = Delivery._meta.get_field("code").get_default()
    return Delivery(once=code, code=code, channel=channel, account=account, receiver=receiver, made_at=at, due_at=at)
