"""执行检查台账: every step that a record shows was not taken, one line each."""

from collections.abc import Iterator

from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.bulletins.queries.absent import absences
from qinqing.procedure.bulletins.queries.checks import READERS, every_broken
from qinqing.procedure.bulletins.rules import Window
from qinqing.procedure.bulletins.rules.checking import CHECKS as TABLE
from qinqing.procedure.register import queries as register
from qinqing.services.documents.rules.ledgers import Column, Kind, Ledger, Row

CHECKS = Ledger(
    "checks",
    "执行检查台账",
    (
        Column("条款", 10), Column("步骤", 24), Column("责任单位", 24), Column("诉求编号", 18), Column("诉求", 36),
        Column("到期", 17, Kind.DATETIME), Column("实际完成", 17, Kind.DATETIME), Column("记录", 20),
        Column("第几条记录", 10, Kind.NUMBER), Column("说明", 30),
    ),
    READERS,
)  # fmt: skip


def broken_rows(actor: Actor, window: Window, *, organ: int | None = None) -> Iterator[Row]:
    """The rows of ``CHECKS``, latest first: what the reader may open, and then what no record shows at all."""
    names = register.organ_names()
    for one in every_broken(actor, window, organ=organ):
        step, check, appeal = one.step, TABLE[one.step.key], one.appeal
        hidden = appeal is not None and appeals.hides_identity(appeal, actor)
        yield (
            check.clause, check.label, names.get(step.organ or 0, ""), appeal.number if appeal else "",
            (appeals.mask(appeal, appeal.title) if hidden else appeal.title) if appeal else "",
            step.due_at, step.done_at, step.checked.subject, step.sequence, "",
        )  # fmt: skip
    for missing in absences(actor, window):
        if missing.missing and organ in (None, missing.organ):
            check = TABLE[missing.check]
            told = f"{missing.who}{missing.when}：应有{missing.wanted}次，缺{missing.missing}次"
            yield check.clause, check.label, names.get(missing.organ or 0, ""), "", "", missing.at, None, "", None, told
