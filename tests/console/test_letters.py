"""来信 at the desk: registered in one page, attached to what it answers, or set aside; whoever wrote gets the number."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import NOW
from tests.documents.making import pdf
from tests.letters import postbox as boxes
from tests.letters.conftest import letter, poll, postbox  # noqa: F401  (fixtures)
from tests.letters.postbox import mail
from tests.notifications.conftest import post_office  # noqa: F401  (fixture)

from qinqing.kernel.actors import MACHINE
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries import fetch
from qinqing.procedure.appeals.queries import files as files_of
from qinqing.procedure.register import queries as register
from qinqing.services.documents import queries as documents
from qinqing.services.journal.queries import history, verify
from qinqing.services.letters import actions
from qinqing.services.letters.models import Letter
from qinqing.services.notifications import actions as notifications
from qinqing.services.notifications.models import Channel, Delivery

pytestmark = pytest.mark.django_db
HOME = "/desk/letters/"


@pytest.fixture
def firm(cast):
    return register.find_enterprises(MACHINE, "恒信")[0]


def text(answer):
    return answer.content.decode()


def page(found, name=""):
    return f"{HOME}{found.code}/{name and name + '/'}"


def shown(desk, found, name=""):
    return text(desk("intake-1").get(page(found, name)))


def filled(desk, found):
    """The form as it stands on the page, to be sent unchanged."""
    form = desk("intake-1").get(page(found, "register")).context["form"]
    told = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: value for name, value in told.items() if value not in (None, "")}


def register_it(desk, found, **changes):
    told = {**filled(desk, found), **changes}
    answer = desk("intake-1").post(page(found, "register"), told)
    if answer.status_code == 422 and answer.context["doubts"].token:
        answer = desk("intake-1").post(page(found, "register"), told | {"checked": answer.context["doubts"].token})
    return answer


def with_file(made, content=None, name="合同.pdf"):
    made.add_attachment(content or pdf(), maintype="application", subtype="pdf", filename=name)
    return made


def send_out(at=NOW):
    while notifications.send_next(at=at):
        pass


def test_the_tray_is_the_clerks_alone(admitted, letter):  # noqa: F811
    found = letter(mail())
    assert admitted(HOME) == {"intake-1"}
    assert admitted(page(found)) == {"intake-1"}


def test_an_unset_mailbox_says_how_to_set_it(desk):
    assert "QINQING_IMAP_HOST" in text(desk("intake-1").get(HOME))


def test_a_failing_mailbox_is_told_in_the_tray(desk, postbox, poll):  # noqa: F811
    postbox.password = "other"
    poll()
    assert "用户名和密码" in text(desk("intake-1").get(HOME))


def test_what_waits_stands_on_the_desk_and_is_counted(desk, letter):  # noqa: F811
    letter(mail())
    told = text(desk("intake-1").get("/desk/"))
    assert "等登记的来信" in told
    assert "停电问题" in told


def test_a_letter_is_registered_in_one_page_with_nothing_typed(desk, firm, letter):  # noqa: F811
    found = letter(with_file(mail(f"我们是{firm.name}，园区二号线每周停电两三次，炉内铁水报废。电话13800138000")))
    answer = register_it(desk, found)
    assert answer.status_code == 303, text(answer)
    appeal = Appeal.objects.latest("pk")
    assert (appeal.channel, appeal.enterprise, appeal.title) == ("email", firm, "停电问题")
    assert (appeal.contact_name, appeal.contact_phone) == ("陈建国", "13800138000")
    assert appeal.received_at == found.arrived_at.replace(second=0), "the limit runs from when it came"
    assert appeal.entered_at == NOW
    assert [one.name for one in files_of(appeal, fetch_actor(desk))] == ["合同.pdf"]
    found.refresh_from_db()
    assert (found.state, found.about) == ("registered", appeal.subject)
    assert found.sha256[:16] in str(history(appeal.subject)[0].facts), "the appeal's record quotes the mail"
    assert [one.event for one in history(found.subject)] == ["letters.letter.came", "letters.letter.registered"]
    assert not verify().faults


def fetch_actor(desk):
    return desk.__closure__ and _actor(desk)


def _actor(desk):
    return desk("intake-1").get("/desk/").wsgi_request.actor


def test_a_letter_of_yesterday_says_why_it_is_late_by_itself(desk, letter):  # noqa: F811
    found = letter(mail("停电三天了，请帮助协调，机器都停了。"), at=NOW - timedelta(hours=20))
    assert "到达邮箱" in filled(desk, found)["late_reason"]
    assert register_it(desk, found, enterprise_name="新来的厂").status_code == 303


def test_a_file_that_was_taken_out_does_not_go_along(desk, letter):  # noqa: F811
    found = letter(with_file(with_file(mail()), name="广告.pdf"))
    keep = [one.code for one in documents.uploads(found.shelf) if one.name == "合同.pdf"]
    register_it(desk, found, enterprise_name="新来的厂", keep=keep)
    appeal = Appeal.objects.latest("pk")
    assert [one.name for one in files_of(appeal, _actor(desk))] == ["合同.pdf"]
    assert [one.name for one in documents.uploads(found.shelf)] == ["广告.pdf"]


def test_refused_files_and_what_could_not_be_read_are_told_beside_the_form(desk, letter):  # noqa: F811
    made = mail()
    made.add_attachment(b"MZ\x90", maintype="application", subtype="x-msdownload", filename="工具.exe")
    assert "工具.exe" in shown(desk, letter(made), "register")


def test_who_may_have_written_is_suggested_with_the_reason(desk, firm, letter):  # noqa: F811
    contact = register.contacts(firm)[0]
    found = letter(mail(f"请回电{contact.phone}"))
    told = shown(desk, found, "register")
    assert firm.name in told
    assert "信里写了它登记的电话" in told


def test_who_wrote_before_is_known_by_the_address(desk, firm, letter):  # noqa: F811
    first = letter(mail("停电的事请帮助协调一下，谢谢你们"))
    register_it(desk, first, enterprise_name=firm.name)
    second = letter(mail("另外，招工也困难，想请人社局帮助", message_id="<b2@hengxin.example>", subject="招工"))
    assert filled(desk, second)["enterprise_name"] == firm.name
    assert "这个邮箱来过信" in shown(desk, second, "register")


def test_the_same_matter_is_shown_before_it_is_registered(desk, firm, letter):  # noqa: F811
    same = "七月以来园区二号线每周停电两三次，炉内铁水报废"
    register_it(desk, letter(mail(same)), enterprise_name=firm.name)
    again = letter(mail(same + "！", message_id="<b2@hengxin.example>"))
    answer = desk("intake-1").post(page(again, "register"), filled(desk, again))
    assert answer.status_code == 422
    assert "可能已经登记过" in text(answer)
    assert Letter.objects.get(pk=again.pk).state == "waiting"


def test_the_writer_is_sent_number_and_query_code_once(desk, letter, post_office):  # noqa: F811
    found = letter(mail())
    register_it(desk, found, enterprise_name="新来的厂")
    send_out()
    appeal = Appeal.objects.latest("pk")
    (reply,) = [one for one in post_office.mails if "chen@hengxin.example" in one["To"]]
    assert appeal.number in reply["Subject"]
    assert appeal.number in reply.get_content()
    assert "查询码" in reply.get_content()
    assert reply["In-Reply-To"] == "<a1@hengxin.example>"
    assert reply["Auto-Submitted"] == "auto-replied"
    kept = Delivery.objects.get(code=reply["Message-ID"].strip("<>").split("@")[0])
    assert kept.sealed == "", "the code is not kept once it has gone"
    assert "chen@" not in kept.receiver


def test_the_answer_says_where_to_look_and_names_each_refused_file_once(desk, letter, post_office):  # noqa: F811
    Channel.objects.update(settings={**Channel.objects.get().settings, "site": "https://jiedairi.example.gov.cn"})
    register_it(
        desk, letter(with_file(mail(), name="恶意.exe", content=b"MZ" + bytes(200))), enterprise_name="新来的厂"
    )
    send_out()
    said = post_office.mails[-1].get_content()
    assert "https://jiedairi.example.gov.cn/track" in said
    assert said.count("恶意.exe") == 1
    assert "\n\n\n" not in said


def test_the_receipt_says_whether_the_writer_is_told_by_mail(desk, letter, post_office):  # noqa: F811
    told = register_it(desk, letter(mail()), enterprise_name="新来的厂")
    assert "会自动回复到 chen@hengxin.example" in desk("intake-1").get(told.url).text
    told = register_it(
        desk, letter(mail(message_id="<2@x.example>", Auto_Submitted="auto-replied")), enterprise_name="另一家厂"
    )
    assert "请把编号和查询码告诉企业" in desk("intake-1").get(told.url).text


def test_a_supplement_is_answered_as_a_supplement(desk, letter, post_office):  # noqa: F811
    register_it(desk, letter(mail()), enterprise_name="新来的厂")
    send_out()
    appeal = Appeal.objects.latest("pk")
    second = letter(reply_to(None, references="<a1@hengxin.example>"))
    desk("intake-1").post(page(second, "supplement"), filled_supplement(desk, second))
    send_out()
    sent = post_office.mails[-1]
    assert sent["Subject"] == f"已收到补充材料 {appeal.number}"
    assert f"已作为补充材料归入诉求 {appeal.number}" in sent.get_content()
    assert "已登记为企业诉求" not in sent.get_content()


@pytest.mark.parametrize(
    "heads",
    [
        {"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"from": "jdr@example.gov.cn"},
        {"from": "noreply@shop.example"}, {"from": "MAILER-DAEMON@x.example"}, {"from": "nobody"},
    ],
)  # fmt: skip
def test_machines_lists_and_ourselves_get_no_answer(desk, letter, post_office, heads):  # noqa: F811
    found = letter(mail(**heads))
    assert register_it(desk, found, enterprise_name="新来的厂").status_code == 303
    send_out()
    assert not [one for one in post_office.mails if one["In-Reply-To"]]


def test_an_acknowledgement_goes_only_where_it_is_wanted_and_three_times_a_day(
    letter, post_office, settings  # noqa: F811
):  # fmt: skip
    letter(mail(message_id="<0@x.example>"))
    settings.QINQING_IMAP = {**settings.QINQING_IMAP, "acknowledge": True}
    for number in range(1, 6):
        letter(mail(f"第{number}封", message_id=f"<{number}@x.example>"))
    send_out()
    assert len(post_office.mails) == 2, "with the silent one, three letters of a day"
    assert all("已收到您的来信" in one["Subject"] for one in post_office.mails)


def reply_to(found, **heads):
    return mail("补充：昨天又停了一次，损失两万元。", message_id="<r1@hengxin.example>", subject="回复：停电", **heads)


@pytest.mark.parametrize("how", ["its letter", "our answer", "its number"])
def test_an_answer_is_suggested_as_further_material(desk, letter, post_office, how):  # noqa: F811
    first = letter(mail())
    register_it(desk, first, enterprise_name="新来的厂")
    send_out()
    appeal, answer = Appeal.objects.latest("pk"), post_office.mails[-1]
    heads = {
        "its letter": {"references": "<a1@hengxin.example>"},
        "our answer": {"in_reply_to": answer["Message-ID"]},
        "its number": {"subject": f"关于 {appeal.number}"},
    }[how]
    made = mail(
        "补充：昨天又停了一次，损失两万元。", **{"message_id": "<r1@hengxin.example>", "subject": "回复", **heads}
    )
    second = letter(with_file(made))
    assert "可能是已有诉求的补充" in shown(desk, second)
    told = filled_supplement(desk, second)
    assert told["number"] == appeal.number
    assert desk("intake-1").post(page(second, "supplement"), told).status_code == 303
    assert [one.name for one in files_of(fetch(_actor(desk), appeal.code), _actor(desk))] == ["合同.pdf"]
    second.refresh_from_db()
    assert (second.state, second.about) == ("added", appeal.subject)
    assert Appeal.objects.filter(channel="email").count() == 1


def filled_supplement(desk, found):
    form = desk("intake-1").get(page(found, "supplement")).context["form"]
    return {name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()}


def test_a_number_that_is_not_there_is_told(desk, letter):  # noqa: F811
    found = letter(mail())
    answer = desk("intake-1").post(page(found, "supplement"), {"number": "JDR-2026-999999", "note": "x"})
    assert answer.status_code == 422
    assert "没有这个编号" in text(answer)


def test_what_is_no_appeal_is_set_aside_with_the_reason_and_can_be_brought_back(desk, letter):  # noqa: F811
    found = letter(mail("低价代开发票", subject="优惠"))
    assert desk("intake-1").post(page(found, "set-aside"), {"reason": " "}).status_code == 422
    assert desk("intake-1").post(page(found, "set-aside"), {"reason": "广告推销"}).status_code == 303
    assert "广告推销" in text(desk("intake-1").get(HOME + "?state=set_aside"))
    assert desk("intake-1").post(page(found, "bring-back"), {}).status_code == 303
    assert Letter.objects.get(pk=found.pk).state == "waiting"
    events = [one.event.rpartition(".")[2] for one in history(found.subject)]
    assert events == ["came", "set_aside", "brought_back"]
    assert not verify().faults


def test_two_clerks_do_not_register_it_twice(cast, desk, letter):  # noqa: F811
    found = letter(mail())
    told = filled(desk, found) | {"enterprise_name": "新来的厂"}
    actions.set_aside(Letter.objects.get(pk=found.pk), reason="广告", by=cast.intake, at=NOW)
    before = Appeal.objects.count()
    answer = desk("intake-1").post(page(found, "register"), told)
    assert answer.status_code == 409
    assert "同事刚刚处理了" in text(answer)
    assert Appeal.objects.count() == before


def test_its_files_can_be_looked_at_and_anothers_not(desk, letter):  # noqa: F811
    found = letter(with_file(mail()))
    other = letter(mail(message_id="<o@x.example>"))
    (file,) = documents.uploads(found.shelf)
    answer = desk("intake-1").get(f"{page(found)}files/{file.code}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.getvalue() == pdf()
    assert desk("intake-1").get(f"{page(other)}files/{file.code}/").status_code == 404
    assert desk("office-1").get(f"{page(found)}files/{file.code}/").status_code == 404


def test_markup_in_a_letter_is_shown_as_text(desk, letter):  # noqa: F811
    found = letter(mail("<script>alert(1)</script>", subject="<b>x</b>"))
    for name in ("", "register", "supplement", "set-aside"):
        assert "<script>alert(1)" not in shown(desk, found, name)
        assert "<b>x</b>" not in shown(desk, found, name)


def test_the_tray_asks_the_same_for_one_letter_and_for_three(desk, letter):  # noqa: F811
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            desk("intake-1").get(HOME)
        return len(queries)

    letter(mail())
    desk("intake-1").get(HOME)
    one = asked()
    for number in range(2):
        letter(mail(message_id=f"<{number}@x.example>"))
    assert asked() == one
    assert boxes.ARRIVED
