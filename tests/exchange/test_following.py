"""A step here is a parcel to whoever waits for it; a parcel from there is a step here. 三(四), 四(一)4, 四(三)."""

import pytest
from tests.cast import NOW
from tests.exchange.conftest import Other
from tests.exchange.test_taking import APPEAL

from qinqing.kernel.actors import Actor, Role
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.appeals.models import Answer, Appeal
from qinqing.procedure.decisions import queries as decisions
from qinqing.services.exchange.models import Outgoing, Thread, long_code
from qinqing.services.notifications.models import Message

pytestmark = pytest.mark.django_db
SORTED = {"matter": "trouble", "category": "power", "kind": "ordinary"}


def outbox():
    """What is posted, oldest first: kind, and the word for the step or what was said."""
    rows = Outgoing.objects.order_by("id").values_list("kind", "content")
    return [(kind, told.get("event") or told.get("said") or told.get("outcome") or "") for kind, told in rows]


@pytest.fixture
def handed_down(above):
    above.hand_in(above.parcel(long_code(), 1, "appeal", APPEAL))
    return Appeal.objects.get()


@pytest.fixture
def reported(above, stand, cast):
    """An appeal that the county has reported to the city."""
    found = stand("unresolved", outcome="unresolved")
    Appeal.objects.filter(pk=found.pk).update(rung=3, reached_office=True)
    found.refresh_from_db()
    return appeals.send_to_city(found, by=cast.office, at=NOW)


def reply(above, **told):
    """The city's answer comes in the thread of what was reported."""
    thread = Thread.objects.get(asked=True)
    return above.hand_in(above.parcel(thread.key, thread.taken + 1, "answer", told))


def test_the_city_is_told_each_step_of_what_it_handed_down_and_the_answer(handed_down, cast):
    officer, head = cast.officer("power-supply"), cast.head("power-supply")
    appeals.register_appeal(handed_down, by=cast.intake, at=NOW)
    appeals.sort(handed_down, **SORTED, by=cast.intake, at=NOW)
    appeals.transfer(handed_down, lead=cast.organ("power-supply"), by=cast.intake, at=NOW)
    appeals.sign_for(handed_down, by=officer, at=NOW)
    appeals.ask_material(handed_down, note="请补充合同", by=officer, at=NOW)
    appeals.resume(handed_down, reason="已收到传真", by=officer, at=NOW)
    appeals.draft_outcome(
        handed_down, outcome="explained", answer="不能减免", basis="《条例》", contact="王敏", by=officer, at=NOW
    )
    appeals.sign_answer(handed_down, by=head, at=NOW)
    steps = ["registered", "transferred", "signed_for", "material_asked", "resumed"]
    assert outbox() == [*(("status", step) for step in steps), ("answer", "explained")]
    told = Outgoing.objects.latest("id").content
    assert (told["text"], told["basis"], told["signer"]) == ("不能减免", "《条例》", head.title)
    assert told["contact"] == "王敏"


def test_what_is_refused_here_is_answered_with_the_reason_and_the_way_out(handed_down, cast):
    appeals.propose_refusal(handed_down, reason="已进入诉讼程序", pointer="县人民法院", by=cast.intake, at=NOW)
    assert outbox() == [], "what is only proposed is nobody's business"
    appeals.refuse(handed_down, by=cast.bureau_head, at=NOW)
    told = Outgoing.objects.get().content
    assert told["outcome"] == "unresolved"
    assert "不予受理" in told["text"]


def test_the_thread_follows_an_appeal_into_the_one_it_is_merged_into(handed_down, stand, cast):
    kept = stand("registered", enterprise="")
    Appeal.objects.filter(pk=kept.pk).update(enterprise=handed_down.enterprise)
    kept.refresh_from_db()
    appeals.merge(handed_down, into=kept, by=cast.intake, at=NOW)
    assert Thread.objects.get().about == kept.subject
    kept.refresh_from_db()
    appeals.transfer(kept, lead=cast.organ("power-supply"), by=cast.intake, at=NOW)
    assert outbox() == [("status", "merged"), ("status", "transferred")]


def test_the_citys_decision_becomes_a_decided_item_of_the_lead_department(reported, above, cast):
    receipt = reply(above, outcome="resolved", text="同意改造线路，市电网公司实施", signer="李主任")
    assert receipt.taken, receipt.why
    found = Appeal.objects.get(pk=reported.pk)
    assert (found.state, found.decided) == ("implementing", True)
    (item,) = decisions.items_of(found, cast.intake)
    assert item.lead_id == found.lead_id
    assert "同意改造线路" in item.text


@pytest.mark.parametrize(
    ("told", "state", "outcome"),
    [
        ({"outcome": "explained", "text": "现行政策不允许", "basis": "《条例》第五条"}, "answered", "explained"),
        ({"outcome": "unresolved", "text": "涉及省级规划"}, "unresolved", "unresolved"),
    ],
)
def test_what_the_city_explains_or_leaves_is_recorded_as_its_move(reported, above, told, state, outcome):
    assert reply(above, **told).taken
    found = Appeal.objects.get(pk=reported.pk)
    assert (found.state, found.outcome) == (state, outcome)
    late = reply(above, **told)
    assert not late.taken, "it is not with the city any more"


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"outcome": "maybe", "text": "研究中"}, "没有写明"),
        ({"outcome": "explained", "text": "不允许", "basis": ""}, "政策依据"),
        ({"outcome": "unresolved", "text": " "}, "没有内容"),
    ],
)
def test_an_answer_without_what_it_needs_is_declined_and_the_appeal_stays(reported, above, told, why):
    receipt = reply(above, **told)
    assert (receipt.taken, why in receipt.why) == (False, True), receipt.why
    assert Appeal.objects.get(pk=reported.pk).state == "with_city"


def test_the_enterprise_s_word_on_the_citys_answer_goes_back_to_the_city(reported, above):
    reply(above, outcome="explained", text="现行政策不允许", basis="《条例》第五条")
    found = Appeal.objects.get(pk=reported.pk)
    appeals.confirm(found, said="理解", by=Actor(Role.ENTERPRISE, appeals=frozenset({found.pk})), at=NOW)
    assert outbox() == [("appeal", ""), ("response", "confirmed")]


class TestAtTheCity:
    """The house stands at a city; a county of its is an organ of the register with a house of its own."""

    @pytest.fixture
    def below(self, cast):
        return Other("below", cast.organ("lingcheng"))

    @pytest.fixture
    def given(self, below, stand, cast):
        """Transferred to the county."""
        found = stand("registered")
        return appeals.transfer(found, lead=cast.organ("lingcheng"), by=cast.intake, at=NOW)

    def tell(self, below, kind, **told):
        thread = Thread.objects.get(asked=True)
        return below.hand_in(below.parcel(thread.key, thread.taken + 1, kind, told))

    def test_what_goes_to_another_department_stays_in_the_house(self, below, stand, cast):
        appeals.transfer(stand("registered"), lead=cast.organ("power-supply"), by=cast.intake, at=NOW)
        assert outbox() == []

    def test_the_county_signs_for_it_by_registering_and_its_answer_is_its_organs(self, given, below):
        assert outbox() == [("appeal", "")]
        self.tell(below, "status", event="registered", words="登记")
        assert Appeal.objects.get(pk=given.pk).state == "handling"
        self.tell(below, "status", event="material_asked", words="请企业补充材料", note="请补充合同")
        assert Appeal.objects.get(pk=given.pk).state == "awaiting_material"
        self.tell(below, "status", event="compiled", words="汇总报县政府办")
        assert self.tell(below, "answer", outcome="resolved", text="已办好", signer="某局长").taken
        found = Appeal.objects.get(pk=given.pk)
        assert (found.state, found.outcome) == ("answered", "resolved")
        assert outbox() == [("appeal", "")], "what the county brought about is not told back to it"

    def test_the_message_says_which_step_it_was(self, given, below):
        self.tell(below, "status", event="registered", words="登记")
        told = Message.objects.filter(line="exchange.taken.waiting").first()
        assert told.title == f"岚江市：登记（{given.number}）"

    def test_what_the_county_found_and_whom_to_ask_there_stand_in_the_answer_here(self, given, below):
        whom = {"checked": "经查，退税申请已受理", "contact": "韩雪琴 0776-5210020", "signer": "某局长"}
        assert self.tell(below, "answer", outcome="resolved", text="已办好", **whom).taken
        answer = Answer.objects.get(appeal=given)
        assert (answer.checked, answer.contact) == (whom["checked"], whom["contact"])

    def test_taken_from_the_county_it_is_withdrawn_there_and_nothing_more_is_told(self, given, below, cast):
        appeals.redirect(given, lead=cast.organ("power-supply"), reason="不归县里办", by=cast.intake, at=NOW)
        appeals.sign_for(given, by=cast.officer("power-supply"), at=NOW)
        assert [kind for kind, _ in outbox()] == ["appeal", "withdrawal"]
        assert Thread.objects.get().over
        assert not self.tell(below, "answer", outcome="resolved", text="已办好").taken

    def test_a_doubt_goes_down_to_the_county(self, given, below):
        self.tell(below, "answer", outcome="resolved", text="已办好", signer="某局长")
        found = Appeal.objects.get(pk=given.pk)
        appeals.doubt(found, doubt="还在跳闸", by=Actor(Role.ENTERPRISE, appeals=frozenset({found.pk})), at=NOW)
        assert outbox()[-1] == ("response", "doubted")
        assert self.tell(below, "answer", outcome="unresolved", text="县里办不了", signer="某局长").taken
        assert Appeal.objects.get(pk=given.pk).state == "unresolved"
