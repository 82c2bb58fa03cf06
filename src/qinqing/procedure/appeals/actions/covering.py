"""遮盖材料: what departments need not see of a picture or PDF is painted black in a copy; the original stays whole. 四(一)1."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals.actions.step import take
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.coverings import original
from qinqing.procedure.appeals.queries.reading import may
from qinqing.services.documents import actions as documents
from qinqing.services.documents.queries import Attachment
from qinqing.services.documents.rules.coverings import Box


@contextmanager
def painted(appeal: Appeal, file: str, boxes: Sequence[Box], *, by: Actor, at: datetime) -> Iterator[documents.Painted]:
    """The copy, painted ahead of ``cover`` because it takes seconds; gone afterwards where it was not filed.

    Raises Refused for whoever may not cover, and for what cannot be; NotFound for a file that is not the appeal's.
    """
    may("cover", appeal, by, at=at).enforce()
    with documents.painted(original(appeal, file), boxes, at=at) as copy:
        yield copy


@transaction.atomic
def cover(appeal: Appeal, copy: documents.Painted, *, reason: str, by: Actor, at: datetime) -> Appeal:
    """遮盖材料: from now on others than the bureau and the enterprise see the copy. Nothing moves, no limit changes."""
    step = take("cover", appeal, by=by, at=at)
    filed = documents.cover(copy, by=by, at=at)
    return step.record(original=[_named(copy.original)], files=[_named(filed)], note=filed.note, reason=reason)


@transaction.atomic
def uncover(appeal: Appeal, *, file: str, reason: str, by: Actor, at: datetime) -> Appeal:
    """取消遮盖: of a covering that was a mistake; all who see the appeal see the original again."""
    step = take("uncover", appeal, by=by, at=at)
    covered = original(appeal, file)
    copy = documents.uncover(covered, at=at)
    return step.record(original=[_named(covered)], files=[_named(copy)], reason=reason)


def _named(one: Attachment) -> str:
    return f"{one.name}（SHA-256 {one.sha256[:16]}）"
