"""Handing an appeal over to another house, with its dossier and material. 三(四), 四(一)4."""

from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.appeals.states import State
from qinqing.procedure.city.permits import may_exchange
from qinqing.procedure.city.queries.telling import files_of, told_of
from qinqing.services.exchange import actions as exchange
from qinqing.services.exchange import queries as exchanges
from qinqing.services.exchange.queries import Peer, Thread
from qinqing.services.exchange.rules.fates import ParcelKind


def begin(appeal: Appeal, peer: Peer, *, note: str, by: Actor, at: datetime) -> Thread:
    """A new thread: the appeal first, then its files; inside the caller's transaction."""
    thread = exchange.open_thread(peer, appeal.subject, by=by, at=at)
    files = files_of(appeal)
    exchange.post(thread, ParcelKind.APPEAL, told_of(appeal, files, note=note), by=by, at=at)
    exchange.post_files(thread, files, by=by, at=at)
    return thread


@transaction.atomic
def hand_over(appeal: Appeal, *, by: Actor, at: datetime) -> Thread:
    """寄往市里: of an appeal that was reported before the city's house was connected. Raises Refused."""
    may_exchange(by).enforce()
    peer = exchanges.above()
    if peer is None:
        raise Refused("还没有设置上级对接单位，请系统管理员先设置，或下载数据包报送", clause="四(一)4")
    if appeal.standing is not State.WITH_CITY:
        raise Refused("只有已报市企业服务中心的诉求才寄往市里，请先“报送市企业服务中心”", clause="四(一)4")
    if exchanges.handed_over(appeal.subject, peer):
        raise Refused("这件已经寄往市里，请看往来情况，没有送到的可以再寄一次", clause="四(一)4")
    return begin(appeal, peer, note="", by=by, at=at)
