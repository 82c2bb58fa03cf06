"""The decided items of a day as its minutes tell them, and which departments get an excerpt. 四(二), 四(三)."""

from collections.abc import Iterable, Sequence

from qinqing.kernel.actors import Actor
from qinqing.procedure.decisions.models import DecidedItem, Share
from qinqing.procedure.decisions.queries.reading import OUTSIDE
from qinqing.procedure.decisions.rules.kinds import ShareKind
from qinqing.procedure.decisions.states import State
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.receptions.queries import Excerpt, Minutes, ReceptionDay
from qinqing.procedure.receptions.rules.minutes import ItemLine, incomplete
from qinqing.procedure.register import queries as register
from qinqing.services.documents import queries as documents
from qinqing.services.documents.queries import Paper


def lines_of(day: ReceptionDay) -> Sequence[ItemLine]:
    """The items decided on a day (which the caller has scoped), in their order; two queries."""
    return [line for _, line in _with_lines(day)]


def incomplete_items(day: ReceptionDay) -> Sequence[tuple[DecidedItem, str]]:
    """The items decided on a day that nobody could carry out, each with what it lacks as half a sentence; two queries."""
    return [(item, fault) for item, line in _with_lines(day) if (fault := incomplete(line))]


def _with_lines(day: ReceptionDay) -> list[tuple[DecidedItem, ItemLine]]:
    decided = DecidedItem.objects.filter(agenda_item__day=day).exclude(state=State.TAKEN_BACK)
    items = list(decided.order_by("agenda_item__position", "id"))
    assisting: dict[int, list[int]] = {}
    shares = Share.objects.filter(item__in=items, kind=ShareKind.ASSISTING).order_by("id")
    for item, organ in shares.values_list("item_id", "organ_id"):
        assisting.setdefault(item, []).append(organ)
    return [(item, _line(item, assisting.get(item.pk, []))) for item in items]


def carriers_of(lines: Sequence[ItemLine]) -> dict[int, int]:
    """The departments that carry these items, or who took over from them, and how many items each carries."""
    counted: dict[int, int] = {}
    for line in lines:
        organs = [organ for organ in (line.lead, *line.assisting) if organ is not None]
        for organ in {register.successor(organ) or organ for organ in organs}:
            counted[organ] = counted.get(organ, 0) + 1
    return counted


def assignment_subject(minutes: Minutes, organ: int) -> str:
    """What the sheet that minutes give a department is filed under."""
    return f"{minutes.subject}/excerpt/{organ}"


def minutes_papers(minutes: Minutes, actor: Actor, excerpts: Iterable[Excerpt]) -> Sequence[Paper]:
    """The papers of minutes the actor may read; of the sheets those of the ``excerpts`` shown to it; one query."""
    sheets = [assignment_subject(minutes, row.organ_id) for row in excerpts if row.items]
    return receptions.minutes_papers(minutes, actor, also=sheets)


def item_papers(item: DecidedItem, actor: Actor) -> Sequence[Paper]:
    """The signed reports on an item, and the sheets it was assigned with, as far as the actor reads them.

    Reports are for whoever reads what was reported; of the sheets a department has its own. Four queries.
    """
    if actor.role in OUTSIDE:
        return ()
    return documents.papers_of(item.subject, *_sheets(item, actor))


def _sheets(item: DecidedItem, actor: Actor) -> list[str]:
    minutes = receptions.minutes_of(item.agenda_item.day, actor) if item.agenda_item else None
    if minutes is None or not minutes.issued:
        return []
    shares = Share.objects.filter(item=item).exclude(kind=ShareKind.COPIED).values_list("organ_id", flat=True)
    carriers = {register.successor(organ) or organ for organ in shares}
    shown = receptions.excerpts(minutes, actor)
    return [assignment_subject(minutes, row.organ_id) for row in shown if row.items and row.organ_id in carriers]


def _line(item: DecidedItem, assisting: Sequence[int]) -> ItemLine:
    return ItemLine(
        entry=item.agenda_item_id or 0,
        number=item.number,
        text=item.text,
        criterion=item.criterion,
        due_on=item.due_on,
        lead=item.lead_id,
        lead_name=_name(item.lead_id),
        assisting=tuple(assisting),
        assisting_names=tuple(_name(organ) for organ in assisting),
        gone=register.successor(item.lead_id) is None,
    )


def _name(organ_id: int) -> str:
    """The name at the time of the decision; with who took over, when the organ is no more."""
    names, heir = register.organ_names(), register.successor(organ_id)
    name = names.get(organ_id, "")
    return name if heir in (organ_id, None) else f"{name}（现由{names.get(heir or 0, '')}承接）"
