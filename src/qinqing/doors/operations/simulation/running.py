"""Day after day: people arrive, everybody does what waits for them, in the evening the record is sealed."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.operations.county.story import Appeal as Told
from qinqing.doors.operations.county.story import Enterprise
from qinqing.doors.operations.simulation import (
    chasing,
    going_out,
    inspecting,
    meeting,
    planning,
    preparing,
    publishing,
    sampling,
    upper,
)
from qinqing.doors.operations.simulation.aftercare import care
from qinqing.doors.operations.simulation.habits import HABITS
from qinqing.doors.operations.simulation.words import Words
from qinqing.doors.operations.simulation.world import World, working_days
from qinqing.kernel.actors import MACHINE, Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.rules.kinds import Channel
from qinqing.procedure.appeals.states import State
from qinqing.procedure.decisions import actions as decisions
from qinqing.services.journal import actions as journal

# How likely an enterprise does today what is its own to do.
WITH_ENTERPRISE = {State.AWAITING_MATERIAL: 0.3, State.ANSWERED: 0.25, State.REFUSED: 0.02}
CHANNELS = (Channel.TELEPHONE, Channel.COUNTER, Channel.EMAIL, Channel.FAX, Channel.VISIT)
# By which way a trouble comes, as shares that add up: below the first by the portal, then the city, a clerk, a campaign's
# poster, and from the last on it is heard on a visit.
PORTAL, CITY, SCANNED, HEARD = 0.5, 0.55, 0.86, 0.93


@dataclass
class Life:
    """What was lived: counters the command prints."""

    refused: int = 0
    days_held: int = 0
    bulletins: int = 0
    lodged: list[str] = field(default_factory=list)


def live(
    cast: Cast,
    *,
    start: date,
    months: int,
    arriving: int,
    seed: int,
    progress: Callable[[Sequence[date]], Iterator[date]] = iter,
) -> Life:
    """Lives so many months with so many appeals; the same seed lives the same life."""
    days = list(working_days(start, months))
    world = World(cast, Random(seed), days[0])
    words, life = Words(world), Life()
    arrivals = Counter(world.chance.choice(days[: max(1, len(days) * 3 // 4)]) for _ in range(arriving))
    for day in progress(days):
        world.wake(day)
        decisions.open_progress_notes(world.now)
        chasing.chase(world)
        inspecting.inspect(world)
        going_out.go_out(world)
        for _ in range(arrivals[day]):
            life.lodged.append(_arrive(world, words))
        _work(world, words, life)
        life.days_held += upper.hold_days(world, words)
        if day.day <= 10 or day.weekday() == 0:
            meeting.call_meeting(world)
        planning.plan_days(world)
        preparing.announce(world)
        preparing.write_parts(world, words)
        preparing.settle(world)
        meeting.write_minutes(world)
        upper.implement(world)
        upper.city_replies(world)
        care(world)
        chasing.answer(world)
        inspecting.put_right(world)
        sampling.sample(world)
        life.bulletins += publishing.publish(world)
        journal.seal(at=world.tick() + timedelta(days=1))
    return life


def _arrive(world: World, words: Words) -> str:
    """An enterprise brings its trouble: most by the portal or to a clerk, some from the city, on a visit, by a poster."""
    told, enterprise, way = words.story(), world.enterprise(), world.chance.random()
    confidential = way < PORTAL and world.happens(0.1)
    if way >= HEARD:
        receipt = going_out.hear(world, told, enterprise, confidential=world.happens(0.1))
    else:
        receipt = _bring(world, way, _known(told, enterprise), confidential)
    words.remember(receipt.appeal.code, told)
    return receipt.appeal.code


def _bring(world: World, way: float, known: dict[str, str], confidential: bool) -> appeals.Receipt:
    scanned = going_out.scan(world, known) if way >= SCANNED else None
    if scanned:
        return scanned
    if way < PORTAL:
        return appeals.lodge(**known, confidential=confidential, by=world.cast.public, at=world.tick())
    if way < CITY:
        return appeals.hand_down(**known, by=world.cast.city, at=world.tick())
    return appeals.receive(**known, channel=world.one_of(CHANNELS), by=world.cast.intake, at=world.tick())


def _known(told: Told, enterprise: Enterprise) -> dict[str, str]:
    return {
        "text": told.text,
        "title": told.title,
        "enterprise_name": enterprise.name,
        "credit_code": enterprise.credit_code or enterprise.old_number,
        "contact_name": enterprise.contact,
        "contact_phone": enterprise.phone,
    }


def _work(world: World, words: Words, life: Life) -> None:
    """Everybody looks at the own desk once; what the table refuses is counted."""
    cast = world.cast
    for actor in (cast.intake, cast.bureau_head, cast.office):
        _clear(world, words, life, actor, 0.85)
    for code in world.departments(queries.busy(MACHINE)):
        for actor in (cast.officer(code), cast.head(code)):
            _clear(world, words, life, actor, world.diligence(code))
    for row in queries.in_states(MACHINE, *WITH_ENTERPRISE):
        _answer(world, words, life, row.code)


def _clear(world: World, words: Words, life: Life, actor: Actor, diligence: float) -> None:
    todo = queries.todo(actor, at=world.now)
    for part in queries.parts_owed(actor):
        if world.happens(diligence * 0.6):
            give = appeals.assist if part.kind == "assisting" else appeals.give_opinion
            give(queries.fetch(actor, part.appeal.code), opinion="我单位配合，无不同意见。", by=actor, at=world.tick())
    for row in todo.appeals:
        if world.happens(diligence):
            _act(world, words, life, actor, row.code)


def _act(world: World, words: Words, life: Life, actor: Actor, code: str) -> None:
    appeal = queries.fetch(actor, code)
    asked = appeal.extension_asked and actor.role is Role.BUREAU_HEAD
    habit = HABITS.get((State.HANDLING if asked else appeal.standing, actor.role))
    if habit is None:
        return
    try:
        habit(world, words, actor, appeal)
    except Refused:
        life.refused += 1


def _answer(world: World, words: Words, life: Life, code: str) -> None:
    """What enterprises do: supply material, answer an answer, ask for a review, now and then withdraw."""
    appeal = queries.fetch(world.cast.intake, code)
    by = Actor(Role.ENTERPRISE, appeals=frozenset({appeal.pk}))
    chance = WITH_ENTERPRISE[appeal.standing]
    if appeal.is_open and world.happens(0.01):
        appeals.withdraw(appeal, reason="问题自行解决了", by=by, at=world.tick())
    elif appeal.standing is State.REFUSED and not appeal.reviewed and world.happens(chance):
        appeals.ask_review(appeal, reason="我们认为应当受理", by=by, at=world.tick())
    elif world.happens(chance):
        _act(world, words, life, by, code)
