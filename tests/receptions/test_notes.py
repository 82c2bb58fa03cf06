"""四(二): what is said is written down as it is said; two who write it down never lose a word of each other's."""

import pytest

from qinqing.kernel.errors import Refused
from qinqing.procedure.receptions import actions as receptions
from qinqing.procedure.receptions import queries
from qinqing.procedure.receptions.rules.notes import Typed, label
from qinqing.services.journal import queries as record

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(cast, entries):
    return queries.entry(cast.intake, entries[0].day.code, entries[0].appeal.code)


def kept(entry, cast, later):
    return {
        name: (note.text, note.version) for name, note in queries.notes(entry, cast.intake, at=later(hours=1)).items()
    }


def test_a_field_is_kept_with_who_wrote_it_and_when(cast, entry, later):
    assert receptions.take_notes(entry, [Typed("statement", "再停一次炉就关门\r\n")], by=cast.intake, at=later()) == []
    note = queries.notes(entry, cast.office, at=later())["statement"]
    assert (note.text, note.version, note.by, note.at) == ("再停一次炉就关门\n", 1, cast.intake.title, later())


def test_who_saw_less_overwrites_nothing_and_is_told(cast, entry, later):
    receptions.take_notes(entry, [Typed("opinion", "供电公司牵头")], by=cast.intake, at=later())
    mine = Typed("opinion", "园区牵头")
    (clash,) = receptions.take_notes(entry, [mine, Typed("basis", "供电营业规则")], by=cast.office, at=later(minutes=2))
    assert (clash.mine, clash.theirs, clash.by, clash.label) == (
        "园区牵头", "供电公司牵头", cast.intake.title, "接待领导意见"
    )  # fmt: skip
    assert kept(entry, cast, later) == {"opinion": ("供电公司牵头", 1), "basis": ("供电营业规则", 1)}
    chosen = Typed("opinion", "供电公司牵头，园区配合", clash.version)
    assert receptions.take_notes(entry, [chosen], by=cast.office, at=later(minutes=3)) == []
    assert kept(entry, cast, later)["opinion"] == ("供电公司牵头，园区配合", 2)


def test_the_same_words_twice_are_no_clash(cast, entry, later):
    for by in (cast.intake, cast.office):
        assert receptions.take_notes(entry, [Typed("opinion", "限期解决")], by=by, at=later()) == []
    assert kept(entry, cast, later)["opinion"] == ("限期解决", 1)


def test_a_version_is_written_over_once(cast, entry, later):
    receptions.take_notes(entry, [Typed("statement", "一")], by=cast.intake, at=later())
    assert not receptions.take_notes(entry, [Typed("statement", "一二", 1)], by=cast.intake, at=later())
    (clash,) = receptions.take_notes(entry, [Typed("statement", "一三", 1)], by=cast.office, at=later())
    assert (clash.theirs, clash.version) == ("一二", 2)


def test_forty_thousand_characters_are_kept_whole(cast, entry, later):
    long = "企业陈述" * 10_000
    receptions.take_notes(entry, [Typed("statement", long)], by=cast.intake, at=later())
    assert queries.notes(entry, cast.intake, at=later())["statement"].text == long
    receptions.record_outcome(
        entry, outcome="deferred", opinion="再研究", statement=long, by=cast.intake, at=later(minutes=2)
    )
    assert queries.entry(cast.intake, entry.day.code, entry.appeal.code).statement == long
    with pytest.raises(Refused, match="最多50,000字"):
        receptions.take_notes(
            queries.agenda(entry.day, cast.intake)[1], [Typed("statement", long * 2)], by=cast.intake, at=later()
        )


def test_only_those_who_record_write_and_read_them(cast, entry, later):
    receptions.take_notes(entry, [Typed("opinion", "限期解决")], by=cast.deputy("C"), at=later())
    for stranger in (cast.mayor, cast.officer("power-supply"), cast.bureau_head):
        with pytest.raises(Refused):
            receptions.take_notes(entry, [Typed("opinion", "不办")], by=stranger, at=later())
        assert queries.notes(entry, stranger, at=later()) == {}


def test_after_the_outcome_nothing_is_noted_any_more(cast, entry, later):
    receptions.record_outcome(entry, outcome="deferred", opinion="再研究", by=cast.intake, at=later())
    with pytest.raises(Refused, match="已记录为“缓议”"):
        receptions.take_notes(entry, [Typed("opinion", "限期解决")], by=cast.office, at=later())


def test_it_shows_who_else_is_writing_for_a_while(cast, entry, later):
    receptions.be_present(entry, field="statement", by=cast.intake, at=later())
    receptions.be_present(entry, field="opinion", by=cast.intake, at=later())
    (writer,) = queries.writers(entry, cast.office, at=later())
    assert (writer.name, label(writer.field)) == (cast.intake.title, "接待领导意见")
    assert queries.writers(entry, cast.intake, at=later()) == []
    assert queries.writers(entry, cast.office, at=later(minutes=2)) == []


def test_they_go_with_the_day_and_never_were_on_the_record(cast, day, entries, came, later):
    for entry in entries:
        receptions.take_notes(entry, [Typed("statement", "请尽快")], by=cast.intake, at=later())
        assert queries.unrecorded(entry)
        receptions.record_outcome(entry, outcome="deferred", opinion="再研究", by=cast.intake, at=later())
    came(queries.fetch(cast.office, day.code))
    receptions.close_day(queries.fetch(cast.intake, day.code), by=cast.intake, at=later())
    assert not queries.Note.objects.exists()
    assert record.verify().ok


def test_a_field_that_is_none_is_refused(cast, entry, later):
    with pytest.raises(Refused, match="不在接谈记录里"):
        receptions.take_notes(entry, [Typed("text_99", "")], by=cast.intake, at=later())
    assert label("criterion_12") == "第12项验收标准"
