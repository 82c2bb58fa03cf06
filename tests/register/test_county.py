"""The county's own facts, 四: entered once, on the record, and everywhere the same."""

import pytest
from tests.cast import NOW

from qinqing.kernel import county as words
from qinqing.kernel.errors import NotFound, Refused
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.plan.papers import plan as plan_paper
from qinqing.procedure.register import actions, queries
from qinqing.procedure.register.events import COUNTY_SUBJECT
from qinqing.procedure.register.rules import USUAL
from qinqing.services.documents.queries.kinds import county as on_papers
from qinqing.services.journal import queries as journal

pytestmark = pytest.mark.django_db
POINT = {"place": "县工信商务局受理岗", "phone": "0776-5210000", "address": "人民路 1 号"}


def places():
    return [one.place for one in queries.county().points]


def test_without_a_word_of_the_county_the_environment_speaks(cast, settings):
    settings.QINQING_COUNTY, settings.QINQING_CONTACT = "某某县", "电话=0776-1；传真=；时间=工作日"
    said = queries.county()
    assert (said.name, words.name(), on_papers()) == ("某某县",) * 3
    assert [point.lines for point in said.points] == [[("电话", "0776-1"), ("时间", "工作日")]]
    assert said.elsewhere == USUAL
    settings.QINQING_CONTACT = ""
    assert queries.county().points == ()


def test_what_is_entered_goes_before_it_everywhere(cast, settings):
    settings.QINQING_COUNTY, settings.QINQING_CONTACT = "某某县", "电话=0776-1"
    actions.name_county(name=" 清水县 ", city="清河市", by=cast.post("system-admin"), at=NOW)
    actions.set_point(**POINT, by=cast.intake, at=NOW)
    assert (queries.county().name, words.name(), on_papers()) == ("清水县",) * 3
    assert places() == ["县工信商务局受理岗"]
    chapters = plan_paper(plan.in_force(NOW.date()))["chapters"]
    text = str(chapters)
    assert "结合清水县实际" in text
    assert "清河市" in text
    assert "电话：0776-5210000，传真：见政府门户网站公布的联系方式" in text


def test_several_points_stand_in_order_and_one_may_be_put_first(cast):
    first = actions.set_point(**POINT, by=cast.intake, at=NOW).points[0]["code"]
    actions.set_point(place="西郊园区", phone="0776-2", by=cast.intake, at=NOW)
    actions.set_point(place="石溪镇", phone="0776-3", main=True, by=cast.post("bureau-head"), at=NOW)
    assert places() == ["石溪镇", "县工信商务局受理岗", "西郊园区"]
    actions.set_point(first, **{**POINT, "phone": "0776-9"}, by=cast.intake, at=NOW)
    assert queries.county().points[1].phone == "0776-9"
    actions.remove_point(first, by=cast.intake, at=NOW)
    assert places() == ["石溪镇", "西郊园区"]
    for code in (first, "nonsense"):
        with pytest.raises(NotFound):
            actions.remove_point(code, by=cast.intake, at=NOW)


def test_the_first_word_about_what_is_brought_elsewhere_starts_from_the_usual(cast):
    actions.set_elsewhere("petition", matter="信访事项", where="县信访局", phone="0776-4", by=cast.intake, at=NOW)
    assert [one.code for one in queries.elsewhere()] == [one.code for one in USUAL]
    assert {one.code: one.phone for one in queries.elsewhere()}["petition"] == "0776-4"
    for one in USUAL:
        actions.remove_elsewhere(one.code, by=cast.intake, at=NOW)
    assert queries.elsewhere() == ()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"place": " ", "phone": "1"}, "联系点的名称不能为空"),
        ({"place": "某镇", "hours": "工作日"}, "至少填一项"),
        ({"place": "某镇", "email": "某某"}, "没有 @"),
    ],
)
def test_a_point_nobody_could_reach_is_refused(cast, told, said):
    with pytest.raises(Refused, match=said):
        actions.set_point(**told, by=cast.intake, at=NOW)


def test_nothing_new_and_too_many_are_refused(cast):
    actions.name_county(name="清水县", by=cast.post("system-admin"), at=NOW)
    with pytest.raises(Refused, match="没有要更改的内容"):
        actions.name_county(name="清水县", by=cast.post("system-admin"), at=NOW)
    for number in range(40):
        actions.set_point(place=f"第{number}村", phone="1", by=cast.intake, at=NOW)
    with pytest.raises(Refused, match="最多 40 项"):
        actions.set_point(**POINT, by=cast.intake, at=NOW)


def test_who_may(cast):
    for post in ("power-supply-head", "office-1", "mayor", "security-admin", "audit-admin", "city-liaison"):
        with pytest.raises(Refused, match="联系方式由县工业信息化和商务局维护"):
            actions.set_point(**POINT, by=cast.post(post), at=NOW)
    with pytest.raises(Refused, match="县名由系统管理员维护"):
        actions.name_county(name="清水县", by=cast.intake, at=NOW)


def test_every_change_is_on_the_record_and_the_record_is_what_stands(cast):
    actions.name_county(name="清水县", by=cast.post("system-admin"), at=NOW)
    actions.set_point(**POINT, by=cast.intake, at=NOW)
    actions.set_elsewhere(matter="信访", where="县信访局", by=cast.intake, at=NOW)
    told = [entry.event.rpartition(".")[2] for entry in journal.history(COUNTY_SUBJECT)]
    assert told == ["named", "points_set", "elsewhere_set"]
    assert journal.history(COUNTY_SUBJECT)[1].facts["place"] == POINT["place"]
    assert journal.verify().ok


def test_a_change_behind_the_record_is_found(cast):
    from qinqing.procedure.register.models import County

    actions.set_point(**POINT, by=cast.intake, at=NOW)
    County.objects.update(points=[])
    assert not journal.verify().ok
