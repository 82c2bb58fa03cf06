"""谁看过: whoever reads of appeals with a token is noted as at the desk; the enterprise can see from which post it was."""

from collections.abc import Iterable

from qinqing.doors.api.credentials import Asking
from qinqing.procedure.appeals import actions
from qinqing.procedure.appeals.queries import Appeal
from qinqing.procedure.receptions import queries as receptions


def note(request: Asking, appeals: Iterable[Appeal]) -> None:
    """These appeals, their files or papers were opened; lists are not openings."""
    actions.note_openings(appeals, by=request.caller.actor, at=request.at)


def note_day(request: Asking, day: receptions.ReceptionDay) -> None:
    """The same for a paper on a whole day: the appeals of its agenda that this reader may see."""
    note(request, [entry.appeal for entry in receptions.agenda(day, request.caller.actor)])
