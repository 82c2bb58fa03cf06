"""起草: a bulletin is opened when its month is over; the bureau chooses examples and writes what is said of them. 四(六)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from qinqing.kernel.actors import MACHINE, Actor
from qinqing.kernel.errors import Refused
from qinqing.kernel.shaping import clean_line, clean_text
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.bulletins.actions.step import CLAUSE, need, put_on_record, take
from qinqing.procedure.bulletins.models import Bulletin, Track
from qinqing.procedure.bulletins.queries.bulletins import candidates
from qinqing.procedure.bulletins.queries.recounting import recount
from qinqing.procedure.bulletins.queries.snapshots import columns
from qinqing.procedure.bulletins.queries.watching import flagged, watch
from qinqing.procedure.bulletins.rules.months import due_in, month_before, month_in, next_month, opening
from qinqing.procedure.bulletins.rules.scanning import anonymised
from qinqing.procedure.bulletins.states import MOVES, State
from qinqing.procedure.plan import queries as plan

MOST_EXAMPLES = 12


def open_due(at: datetime) -> int:
    """Opens a bulletin for each month that is over and has none, from the first with anything to tell; how many."""
    last = month_before(day_of(at))
    latest = Bulletin.objects.order_by("-month").values_list("month", flat=True).first()
    month = month_in(latest) if latest else None
    if month is None and not Track.objects.filter(received_at__lt=opening(next_month(last))).exists():
        return 0
    month, opened = next_month(month) if month else last, 0
    while month <= last:
        opened += open_bulletin(month, at=at) is not None
        month = next_month(month)
    return opened


def open_bulletin(month: date, *, at: datetime, by: Actor = MACHINE) -> Bulletin | None:
    """待起草通报 for the month that begins on a day; None where there is one. Raises Refused while the month lasts."""
    if at < opening(next_month(month)):
        raise Refused("这个月还没有过完，次月初再起草通报", clause=CLAUSE)
    edition, counted = plan.in_force(day_of(at)), recount(month, at=at)
    bulletin = Bulletin(
        month=f"{month:%Y-%m}",
        edition_id=edition.id,
        state=State.DRAFTING,
        draft_due_on=due_in(month, edition.limit("bulletin_draft_day")),
        due_on=due_in(month, edition.limit("bulletin_day")),
        figures=counted.to_data(),
        digest=counted.digest,
        cutoff_at=at,
        opened_at=at,
        version=1,
    )
    try:
        with transaction.atomic():
            bulletin.save(force_insert=True)
            put_on_record(MOVES["open"], bulletin, by=by, at=at, sets=columns(bulletin), told={})
    except IntegrityError:
        return None
    return bulletin


@transaction.atomic
def write(
    bulletin: Bulletin, *, preface: str, examples: Mapping[str, tuple[str, str]], by: Actor, at: datetime
) -> Bulletin:
    """修改文字: the preface, and for each chosen example (appeal's code) its title and text."""
    written = [
        example
        | {"title": clean_line(examples[example["appeal"]][0]), "text": clean_text(examples[example["appeal"]][1])}
        if example["appeal"] in examples
        else example
        for example in bulletin.examples
    ]
    if not all(example["title"] and example["text"].strip() for example in written):
        raise Refused("每个案例都要有标题和正文；不用的案例请移出", clause=CLAUSE)
    return take("write", bulletin, by=by, at=at, also={"preface": clean_text(preface), "examples": written})


@transaction.atomic
def choose_example(bulletin: Bulletin, *, appeal: str, by: Actor, at: datetime) -> Bulletin:
    """选用案例: an appeal closed in the month, its words with stand-ins for what tells whose it is."""
    found = {one.appeal.code: one for one in candidates(bulletin, by)}.get(appeal)
    if found is None:
        raise Refused("只能选用本月办结、企业没有要求身份保密的诉求", clause=CLAUSE)
    if found.chosen:
        raise Refused("这个案例已经选用，请直接修改文字", clause=CLAUSE)
    if len(bulletin.examples) >= MOST_EXAMPLES:
        raise Refused(f"一期通报最多{MOST_EXAMPLES}个案例，请先移出一个", clause=CLAUSE)
    chosen = _told(appeals.fetch(by, appeal), by)
    return take(
        "choose_example",
        bulletin,
        by=by,
        at=at,
        also={"examples": [*bulletin.examples, chosen]},
        appeal=found.appeal.number,
    )


@transaction.atomic
def drop_example(bulletin: Bulletin, *, appeal: str, by: Actor, at: datetime) -> Bulletin:
    """不用案例."""
    left = [example for example in bulletin.examples if example["appeal"] != appeal]
    dropped = next((example for example in bulletin.examples if example["appeal"] == appeal), None)
    if dropped is None:
        raise Refused("这个案例不在这期通报里，请刷新页面", clause=CLAUSE)
    return take("drop_example", bulletin, by=by, at=at, also={"examples": left}, example=dropped["title"])


@transaction.atomic
def keep(bulletin: Bulletin, *, key: str, reason: str, by: Actor, at: datetime) -> Bulletin:
    """保留: one flagged stretch stays, and the actor answers for it by name, with a reason."""
    need(reason, "请写明为什么可以公开，例如企业书面同意，或不是真名")
    found = next((one for one in flagged(bulletin) if one.flag.key == key and not one.settled), None)
    if found is None:
        raise Refused("这处内容已经改写或已经保留，请刷新页面", clause=CLAUSE)
    kept = {"key": key, "text": found.flag.text, "reason": clean_text(reason), "by": by.title, "at": at.isoformat()}
    also: dict[str, object] = {"kept": [*bulletin.kept, kept]}
    return take("keep", bulletin, by=by, at=at, also=also, kept=found.flag.text, reason=reason)


def _told(appeal: appeals.Appeal, by: Actor) -> dict[str, str]:
    known, answer = watch(appeal.code), next(iter(appeals.answers(appeal, by)), None)
    text = f"企业反映：{appeal.text.strip()}"
    if answer is not None:
        text += f"\n办理情况：{answer.answer.strip()}"
    return {"appeal": appeal.code, "title": anonymised(appeal.title, known), "text": anonymised(text, known)}
