"""Saying at each stage of the ladder what there is to say, to whom it is to be said."""

from collections.abc import Callable, Iterator
from datetime import datetime

from qinqing.kernel.actors import DEPARTMENT, Role
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.register import queries as register
from qinqing.procedure.supervision.queries.chased import Chased
from qinqing.procedure.supervision.queries.facts import heir
from qinqing.procedure.supervision.rules.chase_words import Words, words_at
from qinqing.procedure.supervision.rules.chasing import Stage
from qinqing.services.calendar.queries import Clock
from qinqing.services.calendar.rules.lights import late_words
from qinqing.services.notifications import actions as notifications
from qinqing.services.notifications.actions import Telling
from qinqing.services.notifications.rules import Recipient, desk, enterprise, fill, post

To = Callable[[Clock, Chased], list[Recipient]]
LEFT_TO_AN_HEIR = ("correction", "finding")


def tell(clock: Clock, stage: Stage, former: int, about: Chased, at: datetime) -> None:
    """Everything that is said at a stage, in the caller's transaction; asked for twice, it is said once."""
    own_time = clock.holder_role == Role.ENTERPRISE
    said = words_at(stage, former, clock.kind, own_time=own_time)
    notifications.tell_many(
        telling for number, words in enumerate(said) for telling in _tellings(number, words, clock, stage, about, at)
    )


def _tellings(number: int, words: Words, clock: Clock, stage: Stage, about: Chased, at: datetime) -> Iterator[Telling]:
    places = {
        "number": about.number,
        "what": about.what,
        "limit": about.limit(clock),
        "holder": about.holder(clock),
        "due": about.due(clock, at),
        "late": late_words(clock, at),
        "provisional": "放假安排还没有公布，到期日是暂定的。" if clock.provisional else "",
    }
    own = words.whom == "enterprise"
    for recipient in RECIPIENTS[words.whom](clock, about):
        said = places | {"what": appeals.mask(about.appeal, about.what)} if recipient.is_department else places
        yield Telling(
            key=f"chase/{clock.pk}/{stage}/{number}",
            to=(recipient,),
            kind=words.kind,
            title=fill(words.title, said, 120),
            text=fill(words.text, said),
            at=at,
            line=f"chase.{stage.name.lower()}.{words.whom}",
            subject=clock.subject,
            link="own" if own else about.kind,
            code=about.appeal.code if own else about.code,
        )


def _organ(clock: Clock, about: Chased) -> int | None:
    """Whose limit it is; of what goes to an heir by itself, the heir's. An appeal or an item waits for the bureau."""
    return heir(clock.holder_organ) if clock.holder_organ and about.kind in LEFT_TO_AN_HEIR else clock.holder_organ


def holder(clock: Clock, about: Chased) -> list[Recipient]:
    """The desk that the limit holds."""
    return [desk(Role(clock.holder_role), _organ(clock, about))]


def head(clock: Clock, about: Chased) -> list[Recipient]:
    """The next person up: the department's head, for the bureau its own."""
    if clock.holder_role in DEPARTMENT:
        return [desk(Role.HEAD, _organ(clock, about))]
    return [desk(Role.BUREAU_HEAD)] if clock.holder_role == Role.INTAKE else []


def bureau(clock: Clock, about: Chased) -> list[Recipient]:
    """Who urges: the bureau's clerks, and its head where they are themselves late."""
    return [desk(Role.BUREAU_HEAD if clock.holder_role == Role.INTAKE else Role.INTAKE)]


def deputy(clock: Clock, about: Chased) -> list[Recipient]:
    """The deputy mayor in charge of the industry; the mayor where it is in nobody's portfolio."""
    in_charge = register.deputy_for(about.appeal.section)
    return [post(in_charge.id)] if in_charge else [desk(Role.MAYOR)]


def brought_by(clock: Clock, about: Chased) -> list[Recipient]:
    """Those who speak for the enterprise, and whoever lodged."""
    return [enterprise(about.appeal.enterprise_id, about.appeal.lodged_by_id)]


RECIPIENTS: dict[str, To] = {
    "holder": holder,
    "head": head,
    "bureau": bureau,
    "deputy": deputy,
    "enterprise": brought_by,
}
