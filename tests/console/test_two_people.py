"""What takes two people takes two: every such rule is listed here, and the same person is refused by action, page and program."""

import io
from dataclasses import replace
from datetime import date

import pytest
from tests.bulletins.conftest import DECEMBER, opened, until  # noqa: F401  (fixtures)
from tests.cast import NOW
from tests.papers.conftest import known
from tests.papers.editing import saying

from qinqing.doors.api.table import OPERATIONS
from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.procedure.bulletins import actions as bulletins
from qinqing.procedure.bulletins import queries as bulletin_queries
from qinqing.procedure.register import actions as register
from qinqing.procedure.register.actions import resets, second_factors
from qinqing.services.accounts import queries as accounts
from qinqing.services.accounts.rules import one_time
from qinqing.services.calendar import actions as calendar
from qinqing.services.calendar import queries as calendar_queries
from qinqing.services.calendar.rules import Draft
from qinqing.services.documents import actions as documents
from qinqing.services.documents import queries as papers
from qinqing.services.documents.queries.kinds import shipped
from qinqing.services.notifications import actions as notifications
from qinqing.services.notifications import queries as wordings
from qinqing.services.notifications.rules import Kind
from qinqing.services.notifications.rules.media import Medium

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]
DRAFT = Draft(2031, (date(2031, 1, 1),), (), "国办发明电〔2030〕9号")


@pytest.fixture
def kind():
    with known() as one:
        yield one


class Rule:
    """One thing that takes two: what is waiting, the word that another has to give, and whether it counts yet."""

    def __init__(self, first, roles, confirm, page, counts):
        self.first, self.roles, self.confirm, self.page, self.counts = first, roles, confirm, page, counts


def of_holidays(cast):
    admin = cast.post("system-admin")
    made = calendar.propose_notice(DRAFT, by=admin, at=NOW)
    return Rule(
        "system-admin", [Role.SYSTEM_ADMIN, Role.BUREAU_HEAD], lambda by: calendar.confirm_notice(made, by=by, at=NOW),
        f"/desk/calendar/proposals/{made.code}/", lambda: not calendar_queries.current().is_working(date(2031, 1, 1)),
    )  # fmt: skip


def of_templates(cast):
    admin = cast.post("system-admin")
    kind = next(one.kind.kind for one in papers.standings())
    file = io.BytesIO(saying(shipped(kind), "另一种样子"))
    documents.upload_template(kind, file=file, name="改.docx", by=admin, at=NOW)
    made = documents.propose_template(kind, 1, by=admin, at=NOW)
    return Rule(
        "system-admin", [Role.SYSTEM_ADMIN, Role.OFFICE, Role.BUREAU_HEAD],
        lambda by: documents.confirm_template(made, by=by, at=NOW), f"/desk/templates/{kind}/proposed/confirm/",
        lambda: any(one.template for one in papers.standings()),
    )  # fmt: skip


def of_wordings(cast):
    made = notifications.propose_wording(
        Medium.SMS, Kind.TURN, body="云岭提醒：{title}", by=cast.post("office-1"), at=NOW
    )
    return Rule(
        "office-1", [Role.OFFICE, Role.BUREAU_HEAD, Role.SYSTEM_ADMIN],
        lambda by: notifications.confirm_wording(made, by=by, at=NOW), "/desk/wordings/sms/turn/1/confirm/",
        lambda: wordings.wording_in_force(Medium.SMS, Kind.TURN).body == "云岭提醒：{title}",
    )  # fmt: skip


def of_resets(cast):
    account = accounts.account(cast.intake.person)
    secret = one_time.draw_secret()
    code = one_time.code_at(secret, one_time.step_of(NOW))
    second_factors.enrol(secret=secret, code=code, by=cast.intake, at=NOW)
    asked = resets.ask_reset(username=account.username, reason="手机丢了", by=cast.post("security-admin"), at=NOW)
    return Rule(
        "security-admin", [Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN],
        lambda by: resets.settle_reset(asked.pk, granted=True, by=by, at=NOW), f"/desk/resets/{asked.pk}/grant/",
        lambda: accounts.second_factor(account.pk) is None,
    )  # fmt: skip


RULES = {"holidays": of_holidays, "templates": of_templates, "wordings": of_wordings, "resets": of_resets}


@pytest.mark.parametrize("rule", RULES)
def test_the_same_person_is_refused_in_every_post_that_may(cast, kind, rule):
    found = RULES[rule](cast)
    first = cast.post(found.first)
    for role in found.roles:
        same = Actor(role, name=first.name, person=first.person, post_label=first.post_label)
        with pytest.raises(Refused, match="另一"):
            found.confirm(same)
        assert not found.counts()
    found.confirm(Actor(found.roles[-1], name="另一个人", person=first.person + 1000))
    assert found.counts()


@pytest.mark.parametrize("rule", RULES)
def test_the_same_person_is_refused_on_the_page(cast, desk, kind, rule):
    found = RULES[rule](cast)
    answer = desk(found.first).post(found.page)
    assert answer.status_code == 422
    assert "另一" in answer.text
    assert not found.counts()


@pytest.mark.parametrize("role", [Role.MAYOR, Role.DEPUTY])
def test_who_approved_a_bulletin_does_not_publish_it(until, cast, role):  # noqa: F811
    found = until("with_leader")
    leader = cast.mayor if role is Role.MAYOR else cast.post("deputy-industry")
    with pytest.raises(Refused):
        bulletins.publish(found, by=replace(leader, person=cast.bureau_head.person), at=DECEMBER)
    assert not bulletin_queries.published()
    bulletins.publish(found, by=leader, at=DECEMBER)
    assert bulletin_queries.published()


def test_who_proposed_a_correction_does_not_confirm_it(until, cast):  # noqa: F811
    found = until("correcting")
    with pytest.raises(Refused):
        bulletins.confirm_correction(found, by=replace(cast.mayor, person=cast.intake.person), at=DECEMBER)


@pytest.mark.parametrize("act", ["appoint", "substitute"])
def test_nobody_gives_a_post_to_oneself(cast, desk, act):
    """Also another seat of the own kind, which no rule of posts apart would forbid."""
    security = cast.post("security-admin")
    post = register.add_post(
        code="second-guard", organ=security.organ, role="security_admin", title="安全管理员", by=security, at=NOW
    )
    give = getattr(register, act)
    with pytest.raises(Refused, match="不能给自己"):
        give(post.pk, account=security.person, since=NOW.date(), by=security, at=NOW)
    typed = {"account": accounts.account(security.person).username, "since": "2026-11-23"}
    answer = desk("security-admin").post(f"/desk/organs/_posts/second-guard/{act}/", typed)
    assert answer.status_code == 422
    assert not post.holdings.exists()


def test_programs_are_offered_no_word_of_either_person():
    """Neither of the two can be a program: the interface has nothing that proposes, confirms, publishes or appoints."""
    steps = {step for line in OPERATIONS for step in getattr(line, "steps", ()) or ()}
    told = {str(getattr(step, "name", step)) for step in steps} | {line.name for line in OPERATIONS}
    words = {
        "publish", "approve", "confirm_correction", "propose_notice", "confirm_notice", "propose_template", "confirm_template",
        "propose_wording", "confirm_wording", "ask_reset", "settle_reset", "appoint", "substitute",
    }  # fmt: skip
    assert len(told) > 20
    assert told & words == set()
