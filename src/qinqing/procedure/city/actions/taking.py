"""What comes from another house, as the move it is here: the city's at a county, the county's at the city."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import IO, Any

from django.core.files import File as Named

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound, Refused
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.appeals.rules.kinds import Outcome
from qinqing.procedure.appeals.states import WORKING, State
from qinqing.procedure.city.actions.following import taking_in
from qinqing.procedure.city.rules.contents import (
    Brought,
    Conclusion,
    Said,
    Status,
    read_appeal,
    read_conclusion,
    read_reason,
    read_response,
    read_status,
)
from qinqing.procedure.decisions import actions as decisions
from qinqing.procedure.decisions.rules.kinds import NewItem
from qinqing.procedure.decisions.rules.wording import latest_due
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.register import queries as register
from qinqing.services.exchange.actions import Taken
from qinqing.services.exchange.queries import Peer, Thread
from qinqing.services.exchange.rules.fates import ParcelKind, Rank
from qinqing.services.exchange.rules.forms import Parcel

CRITERION = "按市里答复意见落实，并经企业确认"
GONE = "这件诉求在这里已经找不到，请与对方电话核对"


def take_parcel(thread: Thread, parcel: Parcel, at: datetime) -> Taken:
    """What a parcel of a thread brings about here. Raises Refused with what the other side is told."""
    with taking_in(thread):
        if parcel.kind is ParcelKind.APPEAL:
            return _take_appeal(thread, parcel.content, at)
        return TAKERS[parcel.kind](thread, _appeal(thread), parcel.content, at)


def take_file(thread: Thread, file: IO[bytes], name: str, at: datetime) -> Taken:
    """A piece of material, checked like any upload here. Raises Refused, naming the file."""
    appeal = _appeal(thread)
    with taking_in(thread):
        note = f"{_peer(thread).name}转来材料"
        actions.supplement(appeal, note=note, by=_enterprise(thread, appeal), at=at, files=[Named(file, name=name)])
    return Taken(name)


def enter(brought: Brought, *, down: bool, by: Actor, at: datetime, files: Any = ()) -> Appeal:
    """The appeal as it is entered here: handed down by the city, or come up from a county."""
    act = actions.hand_down if down else actions.come_up
    note = f"{brought.source} {brought.number}{f'；{brought.note}' if brought.note else ''}"
    receipt = act(
        text=brought.text, title=brought.title, enterprise_name=brought.enterprise, credit_code=brought.credit_code,
        contact_name=brought.contact, contact_phone=brought.phone, confidential=brought.confidential, note=note,
        files=files, by=by, at=at,
    )  # fmt: skip
    return receipt.appeal


def _take_appeal(thread: Thread, content: Mapping[str, Any], at: datetime) -> Taken:
    if thread.about:
        raise Refused("这件往来的诉求已经收过")
    brought, peer = read_appeal(content), _peer(thread)
    down = peer.rank == Rank.ABOVE
    by = Actor(Role.CITY, name=peer.name) if down else _from_below(peer, Role.OFFICE)
    appeal = enter(brought, down=down, by=by, at=at)
    return Taken(f"{brought.number}，登记为 {appeal.number}", about=appeal.subject, told={"number": appeal.number})


def _take_status(thread: Thread, appeal: Appeal, content: Mapping[str, Any], at: datetime) -> Taken:
    """What a county does is what its organ does here; what the city does is only told."""
    status = read_status(content)
    if thread.asked and _peer(thread).rank == Rank.BELOW:
        _follow_county(_from_below(_peer(thread), Role.OFFICER), appeal, status, at)
    return Taken("：".join(filter(None, (status.words, status.note))), step=status.words)


def _follow_county(officer: Actor, appeal: Appeal, status: Status, at: datetime) -> None:
    steps: dict[str, tuple[str, Callable[[], Any]]] = {
        "registered": ("sign_for", lambda: actions.sign_for(appeal, by=officer, at=at)),
        "transferred": ("sign_for", lambda: actions.sign_for(appeal, by=officer, at=at)),
        "material_asked": (
            "ask_material",
            lambda: actions.ask_material(appeal, note=status.note or status.words, by=officer, at=at),
        ),
        "resumed": ("resume", lambda: actions.resume(appeal, reason=status.note or status.words, by=officer, at=at)),
    }
    name, act = steps.get(status.event, ("", None))
    if act and queries.may(name, appeal, officer, at=at):
        act()


def _take_conclusion(thread: Thread, appeal: Appeal, content: Mapping[str, Any], at: datetime) -> Taken:
    reply = read_conclusion(content)
    if not thread.asked:
        raise Refused("这件是贵方转来由本单位办理的，不收对它的答复")
    if _peer(thread).rank == Rank.ABOVE:
        city_replies(Actor(Role.CITY, name=_peer(thread).name), appeal, reply, at)
    else:
        county_replies(_peer(thread), appeal, reply, at)
    return Taken(f"{reply.outcome.label}：{reply.text}")


def city_replies(city: Actor, appeal: Appeal, reply: Conclusion, at: datetime) -> None:
    """四(一)4: recorded and handled like a decision; the lead department puts into effect what the city resolved."""
    if reply.outcome is Outcome.EXPLAINED:
        actions.city_explains(appeal, opinion=reply.text, basis=reply.basis, by=city, at=at)
    elif reply.outcome is Outcome.UNRESOLVED:
        actions.city_leaves(appeal, reason=reply.text, by=city, at=at)
    else:
        last = latest_due(day_of(at), plan.edition(appeal.edition_id).limit("item_months"))
        due = reply.next_on if reply.next_on and day_of(at) <= reply.next_on <= last else last
        lead = register.successor(appeal.lead_id) if appeal.lead_id else None
        item = NewItem(text=f"落实市里答复意见：{reply.text}", criterion=CRITERION, lead=lead, due_on=due)
        decisions.city_decides(appeal, items=[item], opinion=reply.text, by=city, at=at)


def county_replies(peer: Peer, appeal: Appeal, reply: Conclusion, at: datetime) -> None:
    """三(四): the county's answer is the outcome of its organ here, signed by it."""
    officer, head = (_from_below(peer, role) for role in (Role.OFFICER, Role.HEAD))
    if appeal.standing is State.TRANSFERRED:
        appeal = actions.sign_for(appeal, by=officer, at=at)
    if appeal.standing is State.AWAITING_MATERIAL:
        appeal = actions.resume(appeal, reason="县里已经答复", by=officer, at=at)
    if appeal.standing not in WORKING:
        raise Refused(f"这件在本单位现在是“{appeal.standing.label}”，不能再收答复，请电话联系")
    actions.draft_outcome(
        appeal, outcome=reply.outcome, answer=reply.text, checked=reply.checked or f"由{peer.name}办理",
        basis=reply.basis, next_on=reply.next_on, contact=reply.contact or reply.signer or peer.name, by=officer, at=at,
    )  # fmt: skip
    act = actions.sign_unresolved if reply.outcome is Outcome.UNRESOLVED else actions.sign_answer
    act(appeal, by=head, at=at)


def _take_response(thread: Thread, appeal: Appeal, content: Mapping[str, Any], at: datetime) -> Taken:
    """What the enterprise said over there. A doubt goes on here only where the city had handed the appeal down."""
    said, text = read_response(content)
    enterprise = _enterprise(thread, appeal)
    if appeal.standing is State.ANSWERED and said is Said.CONFIRMED:
        actions.confirm(appeal, said=text, by=enterprise, at=at)
    elif appeal.standing is State.ANSWERED and _peer(thread).rank == Rank.ABOVE:
        actions.doubt(appeal, doubt=text or said.label, by=enterprise, at=at)
    return Taken("：".join(filter(None, (said.label, text))), step=said.label)


def _take_withdrawal(thread: Thread, appeal: Appeal, content: Mapping[str, Any], at: datetime) -> Taken:
    reason = read_reason(content)
    actions.withdraw(appeal, reason=reason, by=_enterprise(thread, appeal), at=at)
    return Taken(reason)


TAKERS: dict[ParcelKind, Callable[[Thread, Appeal, Mapping[str, Any], datetime], Taken]] = {
    ParcelKind.STATUS: _take_status,
    ParcelKind.ANSWER: _take_conclusion,
    ParcelKind.RESPONSE: _take_response,
    ParcelKind.WITHDRAWAL: _take_withdrawal,
}


def _appeal(thread: Thread) -> Appeal:
    found = queries.by_subjects([thread.about]) if thread.about else []
    if not found:
        raise Refused(GONE)
    return found[0]


def _peer(thread: Thread) -> Any:
    if thread.peer is None:
        raise NotFound("peer")
    return thread.peer


def _from_below(peer: Any, role: Role) -> Actor:
    """A county acts here as its organ in our register."""
    return Actor(role, name=peer.name, organ=peer.organ, organ_name=register.organ_names().get(peer.organ, ""))


def _enterprise(thread: Thread, appeal: Appeal) -> Actor:
    """The enterprise, through the other house."""
    return Actor(Role.ENTERPRISE, name=f"企业（经{_peer(thread).name}）", appeals=frozenset({appeal.pk}))
