"""Keeping the catalogue of duties 权责清单."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.register.actions.version import changing
from qinqing.procedure.register.events import ORGAN_DUTIES_SET
from qinqing.procedure.register.models import ListedDuty, Organ
from qinqing.procedure.register.permits import may_keep_duties
from qinqing.procedure.register.queries.stored import duty_rows, listed
from qinqing.procedure.register.rules.duties import DUTIES_LIMIT, Duty, tidy
from qinqing.services.journal.actions import record


@changing()
def set_duties(organ_id: int, *, duties: Iterable[Duty], by: Actor, at: datetime) -> list[Duty]:
    """The whole catalogue of an organ, in place of what was there; nameless duties are left out.

    Raises Refused for an abolished organ, too many duties, and where nothing changes; NotFound.
    """
    may_keep_duties(by).enforce()
    organ = Organ.objects.filter(pk=organ_id).first()
    if organ is None:
        raise NotFound
    if not organ.active:
        raise Refused(f"{organ.name}已撤并，不能再更改，请选现有机构")
    now = tidy(duties)
    if len(now) > DUTIES_LIMIT:
        raise Refused(f"一个机构最多列 {DUTIES_LIMIT} 项职责，请把相近的合并")
    if now == listed([organ.pk]).get(organ.pk, []):
        raise Refused("没有要更改的内容，请修改后再保存")
    return _write(organ, now, by, at)


@changing()
def import_duties(catalogues: Mapping[int, Sequence[Duty]], *, by: Actor, at: datetime) -> int:
    """The catalogues of several organs, each in place of what was there. Returns how many changed.

    An organ whose catalogue is the same already is left alone; so is one that is not named. Raises Refused.
    """
    may_keep_duties(by).enforce()
    now = listed(catalogues)
    fresh = {organ: duties for organ, duties in catalogues.items() if tidy(duties) != now.get(organ, [])}
    for organ, duties in fresh.items():
        set_duties(organ, duties=duties, by=by, at=at)
    return len(fresh)


def _write(organ: Organ, now: Sequence[Duty], by: Actor, at: datetime) -> list[Duty]:
    ListedDuty.objects.filter(organ=organ).delete()
    ListedDuty.objects.bulk_create(
        ListedDuty(organ=organ, ordinal=ordinal, **row) for ordinal, row in enumerate(duty_rows(now), start=1)
    )
    facts = {"name": organ.name, "duties": len(now)}
    record(organ.subject, ORGAN_DUTIES_SET, by=by, at=at, facts=facts, sets={"catalogue": duty_rows(now)})
    return list(now)
