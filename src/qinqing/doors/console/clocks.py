"""What clocks are called, and whose they are."""

from django.urls import reverse

from qinqing.doors.web.navigation import Link
from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.rules.clocks import Clock
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.decisions.rules.clocks import Clock as ItemClock
from qinqing.procedure.receptions import queries as receptions
from qinqing.procedure.receptions.rules.clocks import Clock as DayClock
from qinqing.procedure.supervision import queries as supervision
from qinqing.procedure.supervision.rules.clocks import Clock as CorrectionClock

LABELS = {kind.value: kind.label for kinds in (Clock, DayClock, ItemClock, CorrectionClock) for kind in kinds}


def subject_of(actor: Actor, subject: str) -> Link:
    """What a clock runs for, with its page. Raises NotFound for what the actor may not see."""
    kind, _, code = subject.partition("/")
    if kind == "appeal":
        return Link(appeals.fetch(actor, code).number, reverse("console:appeal", args=[code]))
    if kind == "item":
        return Link(decisions.fetch(actor, code).number, reverse("console:item", args=[code]))
    if kind in ("reception", "minutes", "dossier"):
        return _of_a_day(actor, kind, code)
    if kind == "correction":
        appeal = supervision.fetch_correction(actor, code).evaluation.appeal
        return Link(appeal.number, reverse("console:appeal", args=[appeal.code]))
    if kind == "urging":
        urging = supervision.fetch_urging(actor, code)
        return Link(f"督办单 {urging.number}", reverse("console:urging", args=[code]))
    if kind == "sample_call":
        return Link(
            f"抽样回访 {supervision.fetch_call(actor, code).appeal.number}", reverse("console:sample_call", args=[code])
        )
    if kind == "finding":
        return Link(f"督查 {supervision.fetch_finding(actor, code).number}", reverse("console:finding", args=[code]))
    raise NotFound(subject)


def _of_a_day(actor: Actor, kind: str, code: str) -> Link:
    """A reception day itself, its minutes, or a department's part of its dossier."""
    if kind == "reception":
        return Link(receptions.title(receptions.fetch(actor, code)), reverse("console:day", args=[code]))
    if kind == "minutes":
        found = receptions.fetch_minutes(actor, code)
        name = found.number or f"{receptions.title(found.day)}会议纪要"
        return Link(name, reverse("console:minutes", args=[code]))
    part = receptions.fetch_dossier_part(actor, code)
    return Link(f"{receptions.title(part.day)}接待材料", reverse("console:dossier", args=[code]))
