"""权责清单: kept whole, on the record, by the system administrator and the bureau."""

import pytest
from tests.register.conftest import CLERK, NOW, SECURITY, SYSTEM

from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.register import actions, queries
from qinqing.procedure.register.models import Organ
from qinqing.procedure.register.rules import Duty
from qinqing.services.journal.queries import history, verify

DUTIES = [Duty("不动产登记", ("土地证", "房产证"), ("登记",), "条例第五条"), Duty("供地", ("出让金",))]


def kept(county, by=SYSTEM, duties=DUTIES, organ="land"):
    return actions.set_duties(county.organs[organ], duties=duties, by=by, at=NOW)


@pytest.mark.parametrize("by", [SYSTEM, CLERK])
def test_it_is_kept_as_it_was_given(county, by):
    kept(county, by)
    assert queries.duties_of(county.organs["land"]) == DUTIES
    charge = next(one for one in queries.charges() if one.organ.code == "land")
    assert charge.listed
    assert list(charge.duties) == DUTIES


def test_it_is_on_the_record_and_replayed(county):
    kept(county)
    kept(county, duties=DUTIES[1:])
    last = history(Organ.objects.get(code="land").subject)[-1]
    assert last.event == "register.organ.duties_set"
    assert last.facts["duties"] == 1
    assert verify().ok


def test_a_changed_row_is_found(county):
    kept(county)
    Organ.objects.get(code="land").listed_duties.filter(ordinal=1).update(name="别的")
    assert not verify().ok


def test_others_do_not_keep_it(county):
    with pytest.raises(Refused, match="由系统管理员和县工业信息化和商务局维护"):
        kept(county, SECURITY)


def test_the_same_again_is_refused(county):
    kept(county)
    with pytest.raises(Refused, match="没有要更改的内容"):
        kept(county)


def test_too_many_are_refused(county):
    with pytest.raises(Refused, match="最多列 100 项"):
        kept(county, duties=[Duty(f"职责{n}") for n in range(101)])


def test_an_abolished_organ_keeps_its_list_as_it_was(county):
    actions.abolish_organ(county.organs["shixi"], successor=county.organs["land"], by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="已撤并"):
        kept(county, organ="shixi")
    with pytest.raises(NotFound):
        actions.set_duties(0, duties=DUTIES, by=SYSTEM, at=NOW)


def test_people_name_an_organ_in_many_ways(county):
    names = next(one for one in queries.charges() if one.organ.code == "land").names
    assert {"自然资源局", "国土局", "国土部门", "不动产登记中心"} <= set(names)
