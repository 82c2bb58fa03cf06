"""Reading the mailbox: each mail once, whatever dies in between; nothing is taken away on the server. 四(一)1."""

from datetime import timedelta

import pytest
from django.conf import settings as conf
from tests.cast import NOW
from tests.documents.making import pdf
from tests.letters.postbox import ARRIVED, mail

from qinqing.services.documents import queries as documents
from qinqing.services.journal.queries import history
from qinqing.services.letters import actions, imap, queries
from qinqing.services.letters.actions import polling
from qinqing.services.letters.models import Inbox, Letter

pytestmark = pytest.mark.django_db


def test_without_a_mailbox_nothing_is_asked(cast):
    assert conf.QINQING_IMAP["host"] == ""
    assert actions.poll(at=NOW) == 0
    assert not Inbox.objects.exists()


def test_a_mail_becomes_a_letter_with_its_writer_words_and_hours(postbox, letter):
    found = letter(mail())
    assert (found.sender, found.sender_name) == ("chen@hengxin.example", "陈建国")
    assert (found.subject_line, found.text) == ("停电问题", "园区二号线每周停电两三次，请帮助协调。")
    assert found.arrived_at == ARRIVED, "when the server had it, not what the writer's machine claims"
    assert found.entered_at == NOW
    assert postbox.mails[0].seen
    assert found.marked
    assert [one.event for one in history(found.subject)] == ["letters.letter.came"]


def test_its_files_are_judged_like_any_upload_and_refused_ones_are_listed(letter):
    made = mail()
    made.add_attachment(pdf(), maintype="application", subtype="pdf", filename="合同.pdf")
    made.add_attachment(b"MZ\x90", maintype="application", subtype="x-msdownload", filename="工具.exe")
    made.add_attachment(b"", maintype="application", subtype="pdf", filename="空.pdf")
    found = letter(made)
    assert [one.name for one in documents.uploads(found.shelf)] == ["合同.pdf"]
    assert [name for name, _ in found.left_out] == ["工具.exe", "空.pdf"]
    assert all(why for _, why in found.left_out)


def test_a_second_reading_brings_only_what_is_new(postbox, poll):
    postbox.put(mail())
    assert [poll(), poll()] == [1, 0]
    postbox.put(mail("另一件", message_id="<a2@hengxin.example>"), seen=True)
    assert poll() == 1, "somebody may have opened it in the mailbox"
    assert Letter.objects.count() == 2


def test_a_new_mailbox_begins_with_what_nobody_has_read_these_two_weeks(postbox, poll):
    postbox.put(mail("旧的", message_id="<o@x.example>"), at=NOW - timedelta(days=30))
    postbox.put(mail("看过的", message_id="<s@x.example>"), seen=True)
    postbox.put(mail())
    assert poll() == 1


def test_a_mailbox_numbered_anew_brings_nothing_twice(postbox, poll):
    postbox.put(mail())
    assert poll() == 1
    postbox.renumber()
    postbox.put(mail("另一件", message_id="<a2@hengxin.example>"))
    assert poll() == 1
    assert Letter.objects.count() == 2


def test_the_same_mail_delivered_twice_is_one_letter_and_a_stolen_identifier_is_another(postbox, poll):
    postbox.put(mail())
    postbox.put(b"Received: from alias\r\n" + mail().as_bytes())
    postbox.put(mail("冒用同一个标识"))
    assert poll() == 2


@pytest.mark.parametrize("command", ["UID SEARCH", "RFC822.SIZE", "BODY.PEEK", "UID STORE"])
def test_a_line_cut_anywhere_loses_and_doubles_nothing(postbox, poll, command):
    for number in range(3):
        postbox.put(mail(f"第{number}件", message_id=f"<{number}@x.example>"))
    postbox.break_at = command
    poll()
    assert Inbox.objects.get().fault
    postbox.break_at = ""
    poll()
    assert sorted(Letter.objects.values_list("text", flat=True)) == ["第0件", "第1件", "第2件"]
    poll()
    assert all(one.seen for one in postbox.mails), "the server is told later what it could not be told at once"
    assert not Inbox.objects.get().fault


def test_one_mail_that_nobody_foresaw_keeps_no_other_out(postbox, poll, monkeypatch):
    real = polling.take_letter

    def fragile(brought, *, at, whole):
        if whole and b"bomb" in brought.raw:
            raise RuntimeError
        return real(brought, at=at, whole=whole)

    monkeypatch.setattr(polling, "take_letter", fragile)
    postbox.put(mail("bomb", message_id="<1@x.example>"))
    postbox.put(mail("后面的", message_id="<2@x.example>"))
    assert poll() == 2
    first = Letter.objects.earliest("pk")
    assert first.subject_line == "停电问题"
    assert "读不出来" in first.fault


def test_a_mail_that_is_too_large_arrives_with_the_reason_and_is_not_fetched(postbox, letter):
    found = letter(mail(), claims=80 * 1024 * 1024)
    assert "80 MB" in found.fault
    assert found.subject_line == "停电问题"
    assert not found.text
    assert not any("BODY.PEEK[]" in asked for asked in postbox.asked)


def test_a_mail_made_to_break_readers_arrives_with_the_reason(letter):
    parts = b"--b\r\n\r\nx\r\n" * 10_000
    found = letter(b"From: <a@b.example>\r\nSubject: hi\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + parts)
    assert "没有拆开" in found.fault


@pytest.mark.parametrize(
    ("spoil", "words"),
    [({"password": "other"}, "用户名和密码"), ({"folder": "别的"}, "文件夹")],
)
def test_what_goes_wrong_is_said_and_tried_again(postbox, poll, spoil, words):
    usual = {name: getattr(postbox, name) for name in spoil}
    for name, value in spoil.items():
        setattr(postbox, name, value)
    postbox.put(mail())
    poll()
    told = queries.reading(NOW)
    assert told.on
    assert words in told.fault
    for name, value in usual.items():
        setattr(postbox, name, value)
    assert poll() == 1
    assert queries.reading(NOW + timedelta(minutes=5)).fault == ""


def test_nobody_at_home_is_said(postbox, poll, settings):
    settings.QINQING_IMAP = {**settings.QINQING_IMAP, "port": 1}
    poll()
    assert "连不上" in queries.reading(NOW).fault


def test_a_reading_that_has_stopped_is_said(postbox, poll):
    poll()
    assert queries.reading(NOW + timedelta(minutes=10)).fault == ""
    assert "停了" in queries.reading(NOW + timedelta(minutes=20)).fault


def test_a_server_that_wants_to_know_who_asks_is_told(postbox, letter):
    postbox.needs_name = True
    assert letter(mail()).text


def test_two_workers_do_not_read_at_once(postbox):
    postbox.put(mail())
    with imap.opened_folder():
        Inbox.objects.create(name=polling.name_of_inbox(), taken_until=NOW + timedelta(minutes=5))
        assert actions.poll(at=NOW) == 0
    assert actions.poll(at=NOW + timedelta(minutes=11)) == 1, "the dead worker lets go"


def test_files_of_what_was_set_aside_go_after_three_months_and_the_letter_stays(cast, letter):
    made = mail()
    made.add_attachment(pdf(), maintype="application", subtype="pdf", filename="广告.pdf")
    found = letter(made)
    actions.set_aside(found, reason="广告推销", by=cast.intake, at=NOW)
    actions.forget_files(NOW + timedelta(days=80))
    assert documents.uploads(found.shelf)
    actions.forget_files(NOW + timedelta(days=91))
    assert not documents.uploads(found.shelf)
    assert Letter.objects.filter(pk=found.pk).exists()


def test_letters_fill_at_most_half_of_what_may_wait(settings, letter):
    settings.QINQING_WAITING_LIMIT = 100
    made = mail()
    made.add_attachment(pdf(), maintype="application", subtype="pdf", filename="合同.pdf")
    found = letter(made)
    assert "等候处理的来信太多" in found.left_out[0][1]
