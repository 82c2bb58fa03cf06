"""Setting up the ways out, on the record and without the secrets; and trying them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Conflict, Refused
from qinqing.services.accounts import queries as accounts
from qinqing.services.journal.actions import record
from qinqing.services.notifications import events
from qinqing.services.notifications.actions.hours import reopen_parts
from qinqing.services.notifications.actions.sending import carry_delivery, trial
from qinqing.services.notifications.models import Channel, Delivery
from qinqing.services.notifications.permits import may_follow_deliveries, may_keep_channels
from qinqing.services.notifications.rules.media import PERSONAL, Fate, Medium, Result
from qinqing.services.notifications.rules.receivers import address, veiled

NOT_HERE = "同事刚刚改过这个通道，请刷新页面核对后再办"


def add_channel(medium: Medium, *, name: str, by: Actor, at: datetime, **told: Any) -> Channel:
    """A new way out, not in use yet. Raises Refused for anybody but the system administrator."""
    may_keep_channels(by).enforce()
    channel = Channel(medium=medium, name=name, **told)
    try:
        with transaction.atomic():
            channel.save(force_insert=True)
            _record(channel, events.CHANNEL_ADDED, by, at)
    except IntegrityError as error:
        raise Conflict(f"{medium.label}通道已经有了，请直接修改它") from error
    return channel


def amend_channel(
    channel: Channel,
    *,
    name: str,
    settings: Mapping[str, Any],
    secrets: Mapping[str, str],
    kinds: list[str],
    mailboxes: list[str],
    by: Actor,
    at: datetime,
) -> None:
    """Other settings; a secret that is left empty stays, a webhook's former one signs along until the next change.

    Raises Refused for anybody but the system administrator, Conflict when a colleague changed it meanwhile.
    """
    may_keep_channels(by).enforce()
    told = {"name": name, "settings": settings, "kinds": kinds, "mailboxes": mailboxes}
    with transaction.atomic():
        _swap(channel, secrets=_turned(channel.secrets, secrets), **told)
        for field, value in told.items():
            setattr(channel, field, value)
        _record(channel, events.CHANNEL_AMENDED, by, at, secrets=sorted(key for key, value in secrets.items() if value))


def use_channel(channel: Channel, *, active: bool, by: Actor, at: datetime) -> None:
    """启用 and 停用. What waits on a paused channel waits until it is in use again. Raises Refused and Conflict."""
    may_keep_channels(by).enforce()
    with transaction.atomic():
        _swap(channel, active=active)
        _record(channel, events.CHANNEL_RESUMED if active else events.CHANNEL_PAUSED, by, at)


def try_channel(channel: Channel, *, by: Actor, at: datetime) -> Delivery:
    """Sends a trial message at once, to the administrator's own address or into the channel; its fate is kept.

    Raises Refused where the administrator has no address, and with what the other side said when it did not go.
    """
    may_keep_channels(by).enforce()
    medium, receiver = Medium(channel.medium), channel.name
    if medium in PERSONAL:
        me = accounts.account(by.person or 0)
        found = address(medium, phone=me.phone, email=me.email)
        if not found:
            what = "电子邮箱" if medium == Medium.MAIL else "手机号码"
            raise Refused(f"您的账号没有登记可用的{what}，试发没有地方可去，请先请安全管理员登记")
        receiver = veiled(found)
    made = trial(channel, account=by.person if medium in PERSONAL else None, receiver=receiver, at=at)
    outcome = carry_delivery(made, at)
    made.fate = Fate.SENT if outcome.result == Result.GONE else Fate.FAILED
    made.why, made.ended_at, made.tries = outcome.why, at, 1
    made.save(force_insert=True)
    return made


def send_again(found: Delivery, *, by: Actor, at: datetime) -> None:
    """再发一次: a delivery that failed is due again, with all its attempts. Raises Refused, and Conflict when it is not."""
    may_follow_deliveries(by).enforce()
    if found.digest_id:
        raise Refused("这条消息在汇总的邮件里，请对那封邮件再发一次")
    if found.purpose and not found.sealed:
        raise Refused(f"{found.purpose}只由本人重新获取，不能代为再发")
    if not found.message_id and not found.sealed and not found.parts.exists():
        raise Refused("试发的消息不必重发，请在通道的页面上再试一次")
    with transaction.atomic():
        rows = Delivery.objects.filter(pk=found.pk, fate=Fate.FAILED)
        if not rows.update(fate=Fate.WAITING, tries=0, due_at=at, ended_at=None, why=""):
            raise Conflict("这条消息已经不是没有发成的，请刷新页面核对")
        if not found.message_id:
            reopen_parts(found)
        facts = {"delivery": found.code, "receiver": found.receiver}
        record(events.channel_subject(found.channel.code), events.DISPATCH_AGAIN, by=by, at=at, facts=facts)


def _turned(former: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    told = {key: value for key, value in given.items() if value}
    old = {"old_secret": former["secret"]} if told.get("secret") and former.get("secret") else {}
    return {**former, **old, **told}


def _swap(channel: Channel, **changes: Any) -> None:
    rows = Channel.objects.filter(pk=channel.pk, version=channel.version)
    if not rows.update(version=channel.version + 1, **changes):
        raise Conflict(NOT_HERE)


def _record(channel: Channel, event: str, by: Actor, at: datetime, **more: Any) -> None:
    facts = {"medium": Medium(channel.medium).label, "name": channel.name, **more}
    record(events.channel_subject(channel.code), event, by=by, at=at, facts=facts)
