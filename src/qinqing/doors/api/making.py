"""Making a move: the body read into the move's own shape, done once, on the version the program saw."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from ninja import UploadedFile
from ninja.errors import ValidationError
from pydantic import ValidationError as Misshapen

from qinqing.doors.api import moves, once
from qinqing.doors.api.credentials import Asking
from qinqing.doors.api.moves import Step
from qinqing.doors.api.schemas.fields import Told
from qinqing.doors.api.schemas.moves import Made
from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound
from qinqing.kernel.moves import Moves
from qinqing.procedure.appeals import actions, queries
from qinqing.procedure.appeals.states import MOVES


class Subject(NamedTuple):
    """What moves are made on: how one is fetched within what the actor sees, its table, and the moves made here."""

    fetch: Callable[[Actor, str], Any]
    table: Moves
    steps: Mapping[str, Step]


OWN = Subject(queries.fetch, MOVES, moves.OWN)
DESK = Subject(queries.fetch, MOVES, moves.DESK)


def make(request: Asking, subject: Subject, code: str, name: str, told: dict[str, Any], version: int | None) -> Made:
    """The move of this name. ``version`` is the subject's as the program saw it: whoever was faster is named (409).

    Raises NotFound for a name that is no move here, ValidationError for a body that is not the move's.
    """
    if name not in subject.steps:
        raise NotFound(name)
    step, actor = subject.steps[name], request.caller.actor
    found = subject.fetch(actor, code)
    fields = read(step.shape, told)
    if version is not None:
        found.version = version
    act = partial(step.act, found, **fields, by=actor, at=request.at)
    done = once.perform(request, [told, version], lambda: once.Done(found.code, _query_code(act())))
    return Made(move=name, label=subject.table[name].label, query_code=done.query_code)


def supplement(request: Asking, code: str, note: str, files: Sequence[UploadedFile]) -> Made:
    """补充材料 with files: the one move that carries any."""
    found = queries.fetch(request.caller.actor, code)

    def act() -> once.Done:
        actions.supplement(found, note=note, files=files, by=request.caller.actor, at=request.at)
        return once.Done(found.code)

    once.perform(request, [note, *map(fingerprint, files)], act)
    return Made(move="supplement", label=MOVES["supplement"].label, query_code="")


def read(shape: type[Told], told: dict[str, Any]) -> dict[str, Any]:
    """The fields as the action takes them. Raises ValidationError, each error with its field."""
    try:
        return shape.model_validate(told).fields()
    except Misshapen as error:
        amiss = error.errors(include_url=False, include_input=False)
        raise ValidationError([{**one, "loc": ("body", *one["loc"])} for one in amiss]) from error


def _query_code(result: object) -> str:
    return result.query_code if isinstance(result, actions.Receipt) else ""


def fingerprint(file: UploadedFile) -> str:
    """What tells one uploaded file from another: its name and a digest of its content."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return f"{file.name}:{digest.hexdigest()}"
