"""The demo county's data holds together: codes, references, counts, and words fit to be shown."""

import re
from collections import Counter
from datetime import date

import pytest

from qinqing.doors.operations.county.dates import MARK, dated
from qinqing.doors.operations.county.enterprises import enterprises
from qinqing.doors.operations.county.story import Appeal, County, tell
from qinqing.kernel.actors import Role
from qinqing.kernel.shaping import valid_credit_code, valid_old_number, valid_organisation_code
from qinqing.procedure.appeals.rules.kinds import Category, Channel, Kind, Matter, Result, Urgency
from qinqing.procedure.appeals.states import State

ORGAN_KINDS = {
    "department": 24,
    "town": 8,
    "park": 2,
    "utility": 4,
    "bank": 3,
    "bureau": 1,
    "office": 1,
    "inspectorate": 1,
    "city_centre": 1,
    "leadership": 1,
}
FUNCTIONS = (
    "自然资源、住房和城乡建设、生态环境、市场监督管理、人力资源和社会保障、税务、交通运输、公安、财政、供电、供水、燃气、教育、"
    "卫生健康、农业农村、水利、应急管理、城市管理、金融、行政审批、文化和旅游、科学技术、林业、通信、发展和改革、司法、投资促进"
)
FORBIDDEN = re.compile(
    r"已转相关部门|相关部门正在|正在积极协调|高度重视|敬请期待|待补充|此处|示例|测试数据|某某|[xX]{2,}|TODO|lorem|[\u3400-\u9fff][,;:?!]"
)
REAL = re.compile(
    r"广西|湖南|湖北|广东|贵州|云南|四川|江西|福建|浙江|江苏|山东|河南|河北|中国银行|工商银行|建设银行|移动公司|联通|国家电网"
)
LEFT = {State.UNRESOLVED, State.AT_OFFICE, State.CONSULTING, State.RIPE, State.SCHEDULED, State.WITH_CITY}
OUTCOMES = {"resolved", "explained", "unresolved"}

COUNTY = tell()
ORGANS = {organ.code: organ for organ in COUNTY.organs}
ENTERPRISES = {each.key: each for each in COUNTY.enterprises if each.key}
each_appeal = pytest.mark.parametrize("appeal", COUNTY.appeals, ids=lambda appeal: appeal.key)


def _twice(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]


def _texts(value: object) -> list[str]:
    """Every string anywhere inside a frozen value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in _texts(part)]
    names = getattr(value, "__dataclass_fields__", ())
    return [text for name in names for text in _texts(getattr(value, name))]


# The county and its organs


def test_the_county_has_its_towns_parks_and_contact_points() -> None:
    assert Counter(place.kind for place in COUNTY.places) == {"town": 8, "park": 2}
    assert {place.code for place in COUNTY.places} <= set(ORGANS)
    assert COUNTY.contact.phone.startswith("0000-")
    assert COUNTY.contact.email.endswith("@yunling.example")


def test_the_organs_are_there_and_are_named_once() -> None:
    kinds = Counter(organ.kind for organ in COUNTY.organs)
    assert set(kinds) == set(ORGAN_KINDS)
    assert all(kinds[kind] >= count for kind, count in ORGAN_KINDS.items())
    for field in ("code", "name", "short", "phone"):
        assert not _twice([getattr(organ, field) for organ in COUNTY.organs]), field
    current = {name for organ in COUNTY.organs for name in (organ.name, organ.short)}
    assert not current & {name for organ in COUNTY.organs for name in organ.former}


def test_the_organs_carry_the_usual_words() -> None:
    names = "、".join(organ.name for organ in COUNTY.organs)
    assert [word for word in FUNCTIONS.split("、") if word not in names] == []
    assert all(len(organ.duties) >= 20 for organ in COUNTY.organs)


# People and posts


def test_every_post_is_known_and_held_by_somebody() -> None:
    usernames = [person.username for person in COUNTY.persons]
    assert not _twice(usernames)
    assert not _twice([person.phone for person in COUNTY.persons])
    assert not _twice([person.name for person in COUNTY.persons])
    assert all(re.fullmatch(r"[a-z]+", username) for username in usernames)
    assert all(re.fullmatch(r"1380000\d{4}", person.phone) for person in COUNTY.persons)
    assert not _twice([post.code for post in COUNTY.posts])
    for post in COUNTY.posts:
        assert post.organ in ORGANS, post.code
        assert post.holder in usernames, post.code
        assert post.role in set(Role), post.code


def test_nobody_shares_a_telephone_with_an_enterprise() -> None:
    assert not {person.phone for person in COUNTY.persons} & {each.phone for each in COUNTY.enterprises}


def test_every_organ_that_handles_appeals_has_an_officer_and_a_head() -> None:
    handling = {
        code
        for code, organ in ORGANS.items()
        if organ.kind in ("department", "town", "park", "utility", "bank", "bureau")
    }
    for role in (Role.OFFICER, Role.HEAD):
        assert {post.organ for post in COUNTY.posts if post.role == role} == handling


def test_the_posts_that_stand_apart_are_filled() -> None:
    roles = Counter(post.role for post in COUNTY.posts)
    assert (roles[Role.INTAKE], roles[Role.BUREAU_HEAD], roles[Role.OFFICE]) == (2, 1, 2)
    assert (roles[Role.MAYOR], roles[Role.DEPUTY], roles[Role.CITY]) == (1, 3, 1)
    assert roles[Role.INSPECTOR] == 2
    admins = [post.holder for post in COUNTY.posts if post.role.endswith("_admin")]
    assert len(admins) == len(set(admins)) == 3
    assert not set(admins) & {entry.username for entry in COUNTY.substitutes}


def test_the_portfolios_cover_every_section_once() -> None:
    letters = [letter for post in COUNTY.posts for letter in post.sections]
    assert sorted(letters) == list("ABCDEFGHIJKLMNOPQRST")
    assert all(bool(post.sections) == (post.role == Role.DEPUTY) for post in COUNTY.posts)


def test_substitutes_and_spokesmen_refer_to_what_exists() -> None:
    usernames = {person.username for person in COUNTY.persons}
    holders = {post.code: post.holder for post in COUNTY.posts}
    for entry in COUNTY.substitutes:
        assert entry.username in usernames
        assert entry.username != holders[entry.post]
    assert 4 <= len(COUNTY.spokesmen) <= 6
    for spokesman in COUNTY.spokesmen:
        assert spokesman.username in usernames
        assert spokesman.enterprise in ENTERPRISES


def test_a_contact_names_the_officer() -> None:
    assert COUNTY.contact_of("power-supply") == "供电公司 陆海生，0000-6125598"


# The register of enterprises


def test_there_are_three_hundred_enterprises_and_always_the_same() -> None:
    assert len(COUNTY.enterprises) == 300
    enterprises.cache_clear()
    assert enterprises() == COUNTY.enterprises
    assert enterprises(seed=7) != COUNTY.enterprises


def test_codes_are_valid_and_belong_to_one_enterprise_each() -> None:
    codes = [each.credit_code for each in COUNTY.enterprises if each.credit_code]
    assert not _twice(codes)
    assert not _twice([each.name for each in COUNTY.enterprises])
    for code in codes:
        assert valid_credit_code(code)
        assert valid_organisation_code(code[8:17])
        assert code[2:8] == "459900"
    assert all((each.code_status == "ok") == bool(each.credit_code) for each in COUNTY.enterprises)


def test_the_odd_cases_are_there() -> None:
    olds = [each.old_number for each in COUNTY.enterprises if each.old_number]
    assert [valid_old_number(number) for number in olds] == [True]
    building = [each for each in COUNTY.enterprises if each.status == "under_construction" and not each.credit_code]
    assert len(building) >= 3
    assert all(each.project_number and each.agreement_signed for each in building)
    assert sum(each.credit_code.startswith("92") and each.size == "micro" for each in COUNTY.enterprises) >= 10
    statuses = {"registered", "under_construction", "renewed", "cancelled", "elsewhere"}
    assert {each.status for each in COUNTY.enterprises} == statuses


def test_every_enterprise_lies_somewhere() -> None:
    places = {place.code for place in COUNTY.places}
    assert all(each.place in places or each.status == "elsewhere" for each in COUNTY.enterprises)
    assert {each.place for each in COUNTY.enterprises} >= places
    assert len({each.section for each in COUNTY.enterprises}) >= 18
    assert all(each.size in ("large", "medium", "small", "micro") for each in COUNTY.enterprises)
    assert all(re.fullmatch(r"1380000\d{4}", each.phone) for each in COUNTY.enterprises)


# Categories


def test_categories_are_those_of_the_appeals_chapter() -> None:
    assert {category.code: category.name for category in COUNTY.categories} == dict(Category.choices())
    for category in COUNTY.categories:
        assert set(category.organs) <= set(ORGANS)
        assert category.kind in set(Kind)


# The appeals


def test_there_are_enough_appeals_of_every_length() -> None:
    assert len(COUNTY.appeals) >= 90
    assert not _twice([appeal.key for appeal in COUNTY.appeals])
    assert not _twice([a.title for a in COUNTY.appeals])
    lengths = [len(appeal.text) for appeal in COUNTY.appeals]
    assert sum(length < 80 for length in lengths) >= 20
    assert sum(600 <= length <= 1500 for length in lengths) >= 5
    assert max(lengths) <= 1500


def test_every_state_is_wished_for() -> None:
    assert {appeal.state for appeal in COUNTY.appeals} == set(State)
    results = {appeal.result for appeal in COUNTY.appeals if appeal.state == State.CLOSED}
    assert results >= set(Result) - {Result.REFUSED, Result.SHELVED}
    for state, rungs in ((State.UNRESOLVED, {1, 2, 3, 4}), (State.RIPE, {2, 3}), (State.SCHEDULED, {2, 3})):
        assert {appeal.rung for appeal in COUNTY.appeals if appeal.state == state} >= rungs
    assert {appeal.rung for appeal in COUNTY.appeals if appeal.state == State.IMPLEMENTING} == {2, 3, 4}


def test_every_word_of_the_chapter_is_used() -> None:
    used = {
        name: {getattr(appeal, name) for appeal in COUNTY.appeals} for name in ("category", "kind", "matter", "urgency")
    }
    assert used["category"] == set(Category)
    assert used["kind"] == set(Kind)
    assert used["matter"] == set(Matter)
    assert used["urgency"] == set(Urgency)
    assert {appeal.channel for appeal in COUNTY.appeals} == set(Channel) - {Channel.LEDGER, Channel.COUNTY}


@each_appeal
def test_an_appeal_refers_to_what_exists(appeal: Appeal) -> None:
    organs = {appeal.lead, *appeal.assisting, *(said.organ for said in (*appeal.assistance, *appeal.opinions))}
    organs |= {organ for item in appeal.items for organ in (item.lead, *item.assisting)}
    organs |= {appeal.returned.suggested} if appeal.returned else set()
    assert organs - ({""} if appeal.state == State.REGISTERED else set()) <= set(ORGANS)
    assert not appeal.enterprise or appeal.enterprise in ENTERPRISES
    assert not appeal.merged_into or appeal.merged_into in {other.key for other in COUNTY.appeals}
    assert appeal.lead not in appeal.assisting
    assert {said.organ for said in appeal.assistance} <= set(appeal.assisting)
    assert (appeal.matter == Matter.FROM_CITY) == (appeal.channel == Channel.CITY)


@each_appeal
def test_an_appeal_can_reach_the_state_it_is_wished_in(appeal: Appeal) -> None:
    state, outcomes = appeal.state, [answer.outcome for answer in appeal.answers]
    on_ladder = state in LEFT or state == State.SHELVING_PROPOSED or appeal.result == Result.SHELVED
    if on_ladder or appeal.rung > 1:
        assert "unresolved" in outcomes or appeal.fast_lane
    if state in {State.ANSWERED, State.CONFIRMED, State.SIGNING, State.DOUBTED, State.DOUBTED_AGAIN}:
        assert outcomes
    assert [hearing.rung for hearing in appeal.hearings] == _heard(appeal, state)
    if state in {State.DOUBTED, State.DOUBTED_AGAIN}:
        assert len(appeal.doubts) == (1 if state == State.DOUBTED else 2)
    assert bool(appeal.items) == any(hearing.outcome == "decided" for hearing in appeal.hearings) or appeal.city
    assert bool(appeal.refusal) == (state in {State.REFUSED, State.REFUSAL_PROPOSED, State.REVIEWING}) or (
        appeal.refusal and appeal.refusal.declined
    )
    assert bool(appeal.shelving) == (state in {State.SHELVING_PROPOSED, State.SHELVED})
    assert state != State.AWAITING_MATERIAL or (appeal.material and not appeal.supplied)
    assert (appeal.fast_lane != "") >= (state == State.FAST_LANE)


def _heard(appeal: Appeal, state: str) -> list[int]:
    """The rungs on which an appeal in this state has been heard: the city's has been heard by the mayor."""
    coming = state in {State.AT_OFFICE, State.CONSULTING, State.RIPE, State.SCHEDULED, State.FAST_LANE}
    return list(range(2, appeal.rung if coming else min(appeal.rung, 3) + 1))


@each_appeal
def test_results_and_ratings_belong_to_the_end(appeal: Appeal) -> None:
    over = appeal.state in {State.CLOSED, State.REFUSED, State.SHELVED}
    assert bool(appeal.result) == over
    if appeal.result:
        assert appeal.result in set(Result)
    assert (appeal.result == Result.WITHDRAWN) == bool(appeal.withdrawn)
    assert (appeal.result == Result.MERGED) == bool(appeal.merged_into)
    if appeal.evaluation:
        assert appeal.state == State.CLOSED
        assert 1 <= appeal.evaluation.level <= 5
        assert bool(appeal.evaluation.correction) == (appeal.evaluation.level <= 2)


@each_appeal
def test_what_was_done_lies_between_lodging_and_today(appeal: Appeal) -> None:
    before = 0
    for answer in appeal.answers:
        assert answer.outcome in OUTCOMES
        assert before < answer.day <= max(appeal.age, 1)
        before = answer.day
        seen = [int(mark[2]) for mark in MARK.finditer(answer.checked) if mark[1] == "d"]
        assert all(days <= answer.day for days in seen), "a check dated after its answer"
    for mark in MARK.finditer(appeal.text):
        assert int(mark[2]) < 0 or mark[1] == "d"


@each_appeal
def test_an_answer_says_what_was_checked_found_and_why(appeal: Appeal) -> None:
    for answer in appeal.answers:
        assert len(answer.checked) >= 12
        assert len(answer.result) >= 20
        assert len(answer.basis) >= 8


@each_appeal
def test_the_words_are_fit_to_be_shown(appeal: Appeal) -> None:
    assert 8 <= len(appeal.title) <= 40
    for text in _texts(appeal.on(date(2026, 9, 15))):
        assert len(text) <= 1500
        assert not FORBIDDEN.search(text), FORBIDDEN.search(text)
        assert not REAL.search(text), REAL.search(text)
        assert not {"{", "}", "\r", "\t"} & set(text)


def test_the_rest_of_the_county_is_fit_to_be_shown() -> None:
    named = tuple((each.name, each.address, each.industry) for each in COUNTY.enterprises)
    everything = _texts((COUNTY.organs, COUNTY.places, COUNTY.categories, COUNTY.contact, named))
    assert [text for text in everything if REAL.search(text) or FORBIDDEN.search(text)] == []


# Days in texts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{d-12}", "9月3日"),
        ("{d+4}", "9月21日"),
        ("{d+17}", "10月9日"),
        ("{d-10}", "9月4日"),
        ("{d-2}", "9月13日"),
        ("{d-300}", "2025年11月19日"),
        ("{m-4}", "5月"),
        ("{m-10}", "去年11月"),
        ("{ym-26}", "2024年7月"),
        ("{y-3}", "2023年"),
        ("没有日期", "没有日期"),
    ],
)
def test_marks_become_days(text: str, said: str) -> None:
    assert dated(text, date(2026, 9, 15)) == said


def test_filling_in_reaches_every_part_and_changes_nothing_else() -> None:
    appeal = next(each for each in COUNTY.appeals if each.key == "park-shuttle-bus")
    filled = appeal.on(date(2026, 9, 15))
    assert "{" in appeal.answers[0].checked
    assert "9月21日" in filled.answers[0].checked
    assert (filled.key, filled.age, filled.items[0].days) == (appeal.key, appeal.age, appeal.items[0].days)


def test_the_county_is_told_once() -> None:
    assert isinstance(COUNTY, County)
    assert tell() is COUNTY
