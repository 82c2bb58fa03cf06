"""The query code opens one appeal to whoever brought it; a lost one is replaced, never read back."""

from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.ids import query_code
from qinqing.procedure.appeals.actions.entering import Receipt
from qinqing.procedure.appeals.actions.step import take
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.finding import query_digest


@transaction.atomic
def renew_query_code(appeal: Appeal, *, reason: str, by: Actor, at: datetime) -> Receipt:
    """换发查询码: for an enterprise that lost its code; the former code no longer opens the appeal."""
    code = query_code()
    step = take("renew_query_code", appeal, by=by, at=at, also={"query_digest": query_digest(appeal.number, code)})
    return Receipt(step.record(reason=reason), code)
