"""Everything that may be asked about appeals; each answer is within what the actor may see."""

from qinqing.procedure.appeals.models import Answer, Appeal, Batch, Part
from qinqing.procedure.appeals.queries.figures import Figures, figures
from qinqing.procedure.appeals.queries.finding import (
    by_number,
    by_subjects,
    fetch,
    fetch_batch,
    hides_identity,
    open_by_code,
)
from qinqing.procedure.appeals.queries.finding import mask_identity as mask
from qinqing.procedure.appeals.queries.lists import (
    Page,
    Todo,
    Wanted,
    batches,
    busy,
    in_batch,
    in_states,
    of_enterprise,
    opinions_owed,
    organs_concerned,
    own,
    page,
    pressing,
    todo,
    unresolved,
)
from qinqing.procedure.appeals.queries.reading import (
    HIDDEN,
    answers,
    files,
    ladder,
    may,
    offers,
    parts,
    relatives,
    shown,
    timeline,
)
from qinqing.procedure.appeals.queries.snapshots import stored, subjects

REPLAYS = {"appeal": (stored, subjects)}

__all__ = [
    "HIDDEN",
    "REPLAYS",
    "Answer",
    "Appeal",
    "Batch",
    "Figures",
    "Page",
    "Part",
    "Todo",
    "Wanted",
    "answers",
    "batches",
    "busy",
    "by_number",
    "by_subjects",
    "fetch",
    "fetch_batch",
    "figures",
    "files",
    "hides_identity",
    "in_batch",
    "in_states",
    "ladder",
    "mask",
    "may",
    "of_enterprise",
    "offers",
    "open_by_code",
    "opinions_owed",
    "organs_concerned",
    "own",
    "page",
    "parts",
    "pressing",
    "relatives",
    "shown",
    "stored",
    "subjects",
    "timeline",
    "todo",
    "unresolved",
]
