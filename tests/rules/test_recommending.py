"""Words of a text are held against duties, words against experience, and each reason is one a clerk can judge."""

import pytest

from qinqing.doors.operations.county.story import tell
from qinqing.procedure.appeals.rules.kinds import Category, Urgency
from qinqing.procedure.appeals.rules.recommending import weighing
from qinqing.procedure.appeals.rules.recommending.duties import Duties, Known, Worded
from qinqing.procedure.appeals.rules.recommending.subjects import categories, urgencies
from qinqing.procedure.appeals.rules.recommending.weighing import Earlier
from qinqing.procedure.appeals.rules.recommending.words import Vocabulary
from qinqing.procedure.register.rules import OrganView, usual_duties

CODES = [one.code for one in tell().organs]
ORGANS = [
    OrganView(place, one.code, one.name, one.short, one.kind, one.former)
    for place, one in enumerate(tell().organs, start=1)
]
DUTIES = Duties(
    Known(one.id, [Worded(duty.name, duty.words, duty.related) for duty in usual_duties(one)], (one.short_name,))
    for one in ORGANS
    if one.assignable
)
BOUND = {one.id for one in ORGANS if one.kind in ("town", "park", "bank")}
LAND, FORESTRY = CODES.index("natural-resources") + 1, CODES.index("forestry") + 1


def advised(text, earlier=(), home=()):
    return weighing.departments(DUTIES.fits(text), earlier, bound=BOUND, home=home)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("厂房买了五年，土地证一直办不下来", "natural-resources"),
        ("员工的社保断了两个月，想补上", "human-resources"),
        ("新上的喷涂线环评报告书批不下来", "environment"),
        ("车间一周停电三次，铁水报废", "power-supply"),
        ("贷款到期了，银行不肯续贷", "finance-office"),
        ("老厂房改造后消防验收过不了", "housing"),
        ("发票额度不够，月底开不出来", "taxation"),
        ("货车进城要办通行证", "public-security"),
        ("想取一点地下水，取水许可怎么办", "water-resources"),
        ("厂里没有自来水，停水三天了", "water-supply"),
        ("危化品经营许可到期", "emergency"),
        ("商标被外省厂家冒用", "market-regulation"),
        ("外地技术员的孩子要入学", "education"),
        ("项目要占用林地", "forestry"),
        ("门口摆摊占道经营", "urban-management"),
        ("办公楼没有手机信号", "telecom"),
        ("高新技术企业认定奖励何时申报", "science"),
        ("进厂公路的桥梁限重，石材运不出去", "transport"),
    ],
)
def test_on_day_one_the_duties_tell(text, code):
    assert CODES[advised(text)[0].organ - 1] == code


def test_a_word_inside_a_longer_one_is_not_counted():
    words: Vocabulary[str] = Vocabulary()
    words.learn("土地", "a", 1.0)
    words.learn("土地使用税", "b", 1.0)
    assert set(words.find("土地使用税涨了")) == {"土地使用税"}
    assert set(words.find("土地税")) == {"土地"}


def test_a_hushed_word_stands_for_nothing():
    words: Vocabulary[str] = Vocabulary()
    words.hush("政务服务热线")
    words.learn("政务服务", "a", 1.0)
    words.learn("政务服务热线", "a", 1.0)
    assert [words.meanings[word] for word in words.find("打了政务服务热线")] == [{}]


def test_a_request_says_more_than_the_story():
    story = "我们厂做木制品二十年了，规模不大，工人都是本村的妇女，大家很珍惜这份工作，每年交税也不少，从来没有拖过。"
    found = DUTIES.vocabulary.find(f"{story}路上没有路灯。请求解决停电问题。")
    assert found["停电"].place > found["路灯"].place


def test_the_reason_names_the_duty_and_its_words():
    (first, *_) = advised("请求自然资源局办理土地证")
    assert first.why == ("职责“不动产登记”：提到“土地证”", "文中提到“自然资源局”")


def test_earlier_transfers_outweigh_words_the_more_alike_they_are():
    text = "砍了自己种的竹子，土地证上有面积"
    assert advised(text)[0].organ == LAND
    earlier = [Earlier(f"JDR-2026-00000{n}", 0.6, FORESTRY, (LAND,)) for n in range(1, 5)]
    first, second, *_ = advised(text, earlier)
    assert first.organ == FORESTRY
    assert "4 件类似诉求中 4 件由其牵头（JDR-2026-000001、JDR-2026-000002、JDR-2026-000003等）" in first.why
    assert second.organ == LAND
    assert any(why.startswith("4 件类似诉求由其配合") for why in second.why)
    faint = [Earlier("JDR-2026-000001", weighing.ALIKE / 2, FORESTRY)]
    assert advised(text, faint)[0].organ == LAND


def test_one_of_several_alike_counts_where_the_enterprise_is():
    town = CODES.index("shixi") + 1
    text = "村民阻工，要承包运输"
    there = {one.organ: one for one in advised(text, home={town})}
    elsewhere = {one.organ: one.score for one in advised(text)}
    assert "企业在其辖区" in there[town].why
    assert there[town].score > elsewhere.get(town, 0)


def test_nothing_said_nothing_advised():
    assert advised("！！！") == []
    assert weighing.category(categories().fits("！！！"), ()) == (Category.OTHER, ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("停电三天", Category.POWER),
        ("工程款拖欠两年", Category.ARREARS),
        ("想咨询一下，扩建要不要交费", Category.INQUIRY),
    ],
)
def test_the_category_is_told_by_its_words(text, name):
    assert weighing.category(categories().fits(text), ())[0] == name


def test_how_earlier_ones_were_sorted_counts():
    earlier = [Earlier("JDR-2026-000001", 0.8, LAND, (), Category.SUGGESTION)] * 3
    found, why = weighing.category(categories().fits("停电三天"), earlier)
    assert found == Category.SUGGESTION
    assert "3 件类似诉求归在此类" in why[-1]


@pytest.mark.parametrize(
    ("text", "pressing"),
    [
        ("生产线停产，资金链断裂", Urgency.URGENT),
        ("三年了，历史遗留问题，至今没有解决", Urgency.HARD),
        ("请问怎么办", Urgency.NORMAL),
    ],
)
def test_how_much_it_presses(text, pressing):
    assert weighing.urgency(urgencies().fits(text))[0] == pressing
