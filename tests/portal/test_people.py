"""企业人员: joined by a number that the register knows or an administrator invited, confirmed, removed; and out at once."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.cast import NOW

from qinqing.doors.web import phone_codes
from qinqing.kernel.errors import Refused
from qinqing.procedure.register import actions
from qinqing.procedure.register import queries as register
from qinqing.procedure.register.actions import joining
from qinqing.procedure.register.models import Invitation, Membership
from qinqing.procedure.register.queries import joining as queries
from qinqing.procedure.register.queries import staffing
from qinqing.services.accounts.models import Account, Login
from qinqing.services.journal import queries as journal
from qinqing.services.notifications.queries import Wanted
from qinqing.services.notifications.queries import page as inbox

pytestmark = pytest.mark.django_db
MOBILE, OTHER = "13800138000", "13900139000"
ONCE = re.compile(r'name="once" value="([^"]+)"')


@pytest.fixture
def factory(cast):
    """An enterprise nobody speaks for yet, whose contact the bureau wrote down with two numbers."""
    contact = {"name": "陆敏", "phone": f"0776-1234567、{MOBILE}（微信同号）"}
    return actions.add_enterprise(name="云岭竹器有限公司", contacts=[contact], by=cast.intake, at=NOW)


@pytest.fixture
def administrator(factory):
    return joining.open_by_phone(phone=MOBILE, name="陆敏", enterprises=[factory.code], at=NOW)


def actor(account):
    return register.actor_for(Account.objects.get(pk=account.pk), None, NOW.date())


def browser(account):
    one = Client(raise_request_exception=False, headers={"origin": "http://testserver"})
    one.force_login(Account.objects.get(pk=account.pk))
    store = one.session
    store.update({"since": int(NOW.timestamp())})
    store.save()
    return one


def press(one, path, **told):
    return one.post(path, {**told, "once": ONCE.search(one.get(path).text)[1]})


def proved(phone):
    """A browser that has just proved to hold a number."""
    one = Client(raise_request_exception=False, headers={"origin": "http://testserver"})
    one.get("/sign-in/phone/")
    store = one.session
    store[phone_codes.PROVED] = {"phone": phone, "at": NOW.timestamp()}
    store.save()
    return one


def test_whoever_is_the_registers_contact_joins_at_once_and_administers(factory):
    one = proved(MOBILE)
    page = one.get("/my/open").text
    assert factory.name in page
    assert press(one, "/my/open", name="陆敏", enterprises=[factory.code]).headers["Location"] == "/my/"
    link = Membership.objects.get(enterprise=factory)
    assert link.administers
    assert link.account.mobile == MOBILE
    assert not link.account.has_usable_password()
    assert factory.name in one.get("/my/people/").text
    last = journal.history(factory.subject)[-1]
    assert (last.event, last.clause, last.facts["how"]) == (
        "register.enterprise.membership_confirmed", "四", "手机号是登记册里的联系人",
    )  # fmt: skip


def test_a_number_that_only_contains_a_contacts_is_not_the_contacts(factory):
    assert queries.known_by_phone("13800138000") == [factory]
    assert queries.known_by_phone("12345671380") == []


def test_another_number_joins_nothing(factory):
    with pytest.raises(Refused, match="申请加入"):
        joining.open_by_phone(phone=OTHER, name="某人", enterprises=[factory.code], at=NOW)
    one = proved(OTHER)
    assert factory.name not in one.get("/my/open").text
    assert press(one, "/my/open", name="某人", enterprises=[factory.code]).headers["Location"] == "/my/"
    assert not Membership.objects.filter(enterprise=factory).exists(), "what the page did not offer is not taken"


def test_without_a_proved_number_no_account_is_opened(factory):
    stranger = Client(headers={"origin": "http://testserver"})
    assert stranger.get("/my/open").headers["Location"] == "/sign-in/phone/"


def test_what_lodgers_type_joins_nobody(cast, factory):
    """A contact's number is the bureau's word: whoever lodges cannot make theirs one."""
    from qinqing.kernel.actors import PUBLIC
    from qinqing.procedure.appeals import actions as appeals

    appeals.lodge(
        text="停电", enterprise_name=factory.name, contact_name="某人", contact_phone=OTHER, by=PUBLIC, at=NOW
    )
    assert queries.known_by_phone(OTHER) == []


def test_the_administrator_invites_by_a_number(administrator, factory):
    one = browser(administrator)
    page = press(one, f"/my/people/{factory.code}/invite", name="黄工", phone="+86 139 0013 9000")
    assert page.headers["Location"] == "/my/people/"
    assert Invitation.objects.get().phone == OTHER
    invited = joining.open_by_phone(phone=OTHER, name="黄工", enterprises=[factory.code], at=NOW)
    link = Membership.objects.get(account=invited)
    assert (link.confirmed_by, link.administers) == ("接受邀请", False)
    assert Invitation.objects.get().taken_at == NOW
    told = [one.title for one in inbox(actor(administrator), Wanted()).rows]
    assert f"黄工可以为{factory.name}办事了" in told


def test_an_invitation_is_withdrawn_and_ends_by_itself(administrator, factory):
    by = actor(administrator)
    made = actions.invite(factory, phone=OTHER, name="黄工", by=by, at=NOW)
    with pytest.raises(Refused, match="已经邀请过"):
        actions.invite(factory, phone=OTHER, name="黄工", by=by, at=NOW)
    assert queries.inviting(OTHER, at=NOW) == [factory]
    assert queries.inviting(OTHER, at=made.ends_at) == []
    assert actions.invite(factory, phone=OTHER, name="黄工", by=by, at=made.ends_at).pk != made.pk
    again = Invitation.objects.get(withdrawn_at=None)
    actions.withdraw_invitation(factory, again.pk, by=by, at=made.ends_at)
    assert queries.inviting(OTHER, at=made.ends_at) == []


def test_whoever_asks_is_confirmed_by_the_administrator_or_the_bureau(administrator, factory, cast):
    person = joining.open_by_phone(phone=OTHER, name="黄工", enterprises=[], at=NOW)
    asked = actions.ask_membership(factory, by=actor(person), at=NOW)
    assert factory.pk not in actor(person).enterprises
    assert f"黄工申请为{factory.name}办事" in [one.title for one in inbox(actor(administrator), Wanted()).rows]
    with pytest.raises(Refused, match="企业管理员"):
        actions.confirm_membership(asked.pk, by=actor(person), at=NOW)
    with pytest.raises(Refused, match="企业管理员"):
        actions.confirm_membership(asked.pk, by=cast.actor("hengxin"), at=NOW)
    assert press(browser(administrator), f"/my/people/{factory.code}/{asked.pk}/confirm").status_code == 303
    assert factory.pk in actor(person).enterprises
    assert not Membership.objects.get(pk=asked.pk).administers


def test_others_of_the_enterprise_rule_nobody(administrator, factory):
    actions.invite(factory, phone=OTHER, name="黄工", by=actor(administrator), at=NOW)
    other = joining.open_by_phone(phone=OTHER, name="黄工", enterprises=[factory.code], at=NOW)
    link = Membership.objects.get(account=administrator)
    one = browser(other)
    assert MOBILE not in one.get("/my/people/").text, "the numbers of others are veiled"
    for path in (f"{factory.code}/{link.pk}/remove", f"{factory.code}/invite"):
        assert one.get(f"/my/people/{path}").status_code == 404
    with pytest.raises(Refused):
        actions.end_membership(link.pk, by=actor(other), at=NOW)


def test_whoever_is_removed_is_out_with_the_next_request(administrator, factory, cast):
    """Sessions and tokens end; signed in again, nothing of the enterprise is there, not even what they lodged."""
    from qinqing.procedure.appeals import actions as appeals
    from qinqing.procedure.appeals import queries as found
    from qinqing.services.accounts.actions import note_login

    actions.invite(factory, phone=OTHER, name="黄工", by=actor(administrator), at=NOW)
    other = joining.open_by_phone(phone=OTHER, name="黄工", enterprises=[factory.code], at=NOW)
    lodged = appeals.lodge(text="停电", enterprise_name=factory.name, by=actor(other), at=NOW).appeal
    one = browser(other)
    note_login(other, key=one.session.session_key, device="手机", address="", at=NOW)
    assert one.get(f"/my/{lodged.code}/").status_code == 200
    link = Membership.objects.get(account=other)
    assert press(browser(administrator), f"/my/people/{factory.code}/{link.pk}/remove").status_code == 303
    assert one.get(f"/my/{lodged.code}/").headers["Location"].startswith("/sign-in/?next=")
    assert "_auth_user_id" not in one.session
    assert Login.objects.get(account=other).ended_at == NOW
    back = browser(other)
    assert back.get(f"/my/{lodged.code}/").status_code == 404
    assert lodged.number not in back.get("/my/").text
    appeals.register_appeal(lodged, by=cast.intake, at=NOW)
    assert not [row for row in inbox(actor(other), Wanted()).rows if row.code == lodged.code]
    assert found.fetch(actor(administrator), lodged.code).pk == lodged.pk
    actions.ask_membership(factory, by=actor(other), at=NOW)
    assert back.get(f"/my/{lodged.code}/").status_code == 404, "asking anew gives nothing back"


def test_the_last_administrator_leaves_nobody_behind(administrator, factory):
    actions.invite(factory, phone=OTHER, name="黄工", by=actor(administrator), at=NOW)
    other = joining.open_by_phone(phone=OTHER, name="黄工", enterprises=[factory.code], at=NOW)
    mine, theirs = (Membership.objects.get(account=one) for one in (administrator, other))
    with pytest.raises(Refused, match="唯一的管理员"):
        actions.end_membership(mine.pk, by=actor(administrator), at=NOW)
    actions.name_administrator(theirs.pk, by=actor(administrator), at=NOW)
    actions.end_membership(mine.pk, by=actor(administrator), at=NOW)
    assert [one.account_id for one in staffing.members(factory)] == [other.pk]


def test_the_bureau_names_an_administrator_where_there_is_none(cast, factory, administrator):
    Membership.objects.update(administers=False)
    link = Membership.objects.get(account=administrator)
    assert actions.name_administrator(link.pk, by=cast.intake, at=NOW).administers


def test_a_number_has_one_account(administrator, cast):
    with pytest.raises(Refused, match="另一个账号"):
        joining.bind_mobile(MOBILE, by=cast.actor("hengxin"), at=NOW)
    with pytest.raises(Refused, match="另一个账号"):
        joining.open_by_phone(phone=MOBILE, name="某人", enterprises=[], at=NOW)


def test_an_account_without_a_password_sets_its_first(administrator):
    one = browser(administrator)
    assert "现在的密码" not in one.get("/password/").text
    answer = press(one, "/password/", new="Bamboo-Ware-2026", again="Bamboo-Ware-2026")
    assert answer.status_code == 303
    assert Account.objects.get(pk=administrator.pk).check_password("Bamboo-Ware-2026")
    assert "现在的密码" in one.get("/password/").text


def test_an_open_page_is_no_place_to_choose_a_password_or_a_number(administrator):
    """An hour after signing in it is asked again who is there; without a password that is to sign in anew."""
    one = browser(administrator)
    store = one.session
    store["since"] = int((NOW - timedelta(hours=1)).timestamp())
    store["login"] = None
    store.save()
    told = one.get("/password/")
    assert (told.status_code, "请确认是您本人" in told.text) == (403, True)
    assert one.post("/password/", {"new": "Bamboo-Ware-2026", "again": "Bamboo-Ware-2026"}).status_code == 403
    assert one.post("/my/phone/", {"phone": OTHER}).status_code == 403
    assert not Account.objects.get(pk=administrator.pk).has_usable_password()


def test_what_was_done_says_about_whom(administrator, factory):
    """设为管理员, then 移出: the page that follows names the person, as the question did."""
    invited = actions.invite(factory, phone=OTHER, name="韦强", by=actor(administrator), at=NOW)
    joining.open_by_phone(phone=OTHER, name=invited.name, enterprises=[factory.code], at=NOW)
    pk = Membership.objects.get(account__mobile=OTHER, enterprise=factory).pk
    one = browser(administrator)
    assert "管理员还可以邀请、确认和移出人员" in one.get("/my/people/").text
    press(one, f"/my/people/{factory.code}/{pk}/administrator")
    assert "已办：把韦强设为企业管理员" in one.get("/my/people/").text
    press(one, f"/my/people/{factory.code}/{pk}/remove")
    assert "已办：移出韦强" in one.get("/my/people/").text


def test_a_button_refused_speaks_of_nothing_filled_in(administrator, factory):
    """The only administrator may not leave; there was nothing to fill in."""
    actions.invite(factory, phone=OTHER, name="韦强", by=actor(administrator), at=NOW)
    joining.open_by_phone(phone=OTHER, name="韦强", enterprises=[factory.code], at=NOW)
    own = Membership.objects.get(account=administrator, enterprise=factory)
    refused = press(browser(administrator), f"/my/people/{factory.code}/{own.pk}/leave")
    assert "唯一的管理员" in refused.text
    assert "<h2>没有办成</h2>" in refused.text


def test_the_record_holds_who_administers(administrator, factory):
    from qinqing.services.journal.actions import seal

    seal(at=NOW)
    last = journal.history(factory.subject)[-1]
    assert last.sets["members"] == [
        {"account": administrator.pk, "confirmed": True, "ended": False, "administers": True}
    ]


def test_asking_to_join_says_the_same_of_what_is_hidden_and_what_is_not_there(cast, administrator):
    one = browser(administrator)
    from qinqing.kernel.actors import PUBLIC
    from qinqing.procedure.appeals import actions as appeals

    appeals.lodge(text="停电", enterprise_name="只反映过诉求的厂", by=PUBLIC, at=NOW)
    told = [press(one, "/my/people/ask", enterprise=name).text for name in ("只反映过诉求的厂", "根本没有的厂")]
    assert all("没有找到这家企业" in text for text in told)


def test_the_number_of_queries_does_not_grow_with_the_people(administrator, factory, django_assert_max_num_queries):
    by = actor(administrator)
    for n in range(5):
        phone = f"1390000000{n}"
        actions.invite(factory, phone=phone, name=f"同事{n}", by=by, at=NOW)
        joining.open_by_phone(phone=phone, name=f"同事{n}", enterprises=[factory.code], at=NOW)
    one = browser(administrator)
    with django_assert_max_num_queries(16):
        assert "同事4" in one.get("/my/people/").text


def test_who_waits_to_be_confirmed_is_told_on_the_front_page_of_the_enterprise(factory, enterprise, cast):
    actions.ask_membership(factory, by=cast.actor("hengxin"), at=NOW)
    one = enterprise("hengxin")
    assert "已申请加入云岭竹器有限公司" in one.get("/my/").text


def test_who_speaks_for_one_enterprise_types_neither_it_nor_the_number(administrator):
    page = browser(administrator).get("/appeals/new").text
    assert 'value="云岭竹器有限公司"' in page
    assert f'value="{MOBILE}"' in page


def test_who_speaks_for_two_says_for_which(administrator, cast):
    other = actions.add_enterprise(name="云岭藤器有限公司", contacts=[], by=cast.intake, at=NOW)
    asked = actions.ask_membership(other, by=actor(administrator), at=NOW)
    actions.confirm_membership(asked.pk, by=cast.intake, at=NOW)
    page = browser(administrator).get("/appeals/new").text
    assert 'value="云岭竹器有限公司"' not in page
    assert 'value="云岭藤器有限公司"' not in page
    assert f'value="{MOBILE}"' in page
