"""Opening, renewing and closing the address of a person's calendar. 二(一)."""

from datetime import datetime
from secrets import token_hex

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.procedure.receptions.events import feed_subject
from qinqing.procedure.receptions.models import Feed
from qinqing.services.journal import actions as journal


@transaction.atomic
def renew_feed(*, by: Actor, at: datetime) -> Feed:
    """换一个订阅地址: the first one too; the former address answers nobody from now on."""
    account = _account(by)
    feed, _ = Feed.objects.update_or_create(account_id=account, defaults={"code": token_hex(16), "renewed_at": at})
    journal.record(feed_subject(account), "receptions.feed.renewed", by=by, at=at)
    return feed


@transaction.atomic
def close_feed(*, by: Actor, at: datetime) -> None:
    """停止订阅: no address answers any more."""
    account = _account(by)
    if not Feed.objects.filter(account_id=account).delete()[0]:
        raise Refused("还没有开通日历订阅，不用停止", clause="二(一)")
    journal.record(feed_subject(account), "receptions.feed.closed", by=by, at=at)


def _account(by: Actor) -> int:
    if by.person is None:
        raise Refused("请先登录再开通日历订阅", clause="二(一)")
    return by.person
