"""The two commands of the calendar keep their contract."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import BaseCommand, CommandError

from qinqing.doors.operations.management.commands import calendar_import, due
from qinqing.kernel.actors import MACHINE
from qinqing.kernel.errors import Refused
from qinqing.services.calendar import actions, queries, rules
from qinqing.services.calendar.models import Notice, Proposal

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 2, tzinfo=UTC)
NOTICE = {
    "year": 2027,
    "number": "国办发明电〔2026〕9号",
    "published_on": "2026-11-25",
    "off": ["2027-01-01/2027-01-03"],
    "worked": ["2027-01-09"],
}


def run(command: BaseCommand, *words: str) -> None:
    parser = command.create_parser("qinqing", "command")
    command.execute(**vars(parser.parse_args([*words, "--skip-checks"])))


def test_due_says_when_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    run(due.Command(), "2026-09-30", "3", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "start": "2026-09-30",
        "due": "2026-10-10",
        "provisional": False,
        "notice": "国务院办公厅2026年节假日安排通知（国办发明电〔2025〕7号）",
        "counted": ["2026-10-08", "2026-10-09", "2026-10-10"],
        "skipped": [{"date": f"2026-10-0{day}", "reason": "国庆节"} for day in range(1, 8)],
    }


def test_due_speaks_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    run(due.Command(), "2026-12-30", "2")
    told = capsys.readouterr().out
    assert "2027年1月1日 24:00 到期（暂定" in told
    assert "12月31日 周四  第 1 个工作日" in told


def test_due_counts_working_hours(capsys: pytest.CaptureFixture[str]) -> None:
    run(due.Command(), "2026-11-20T17:00", "2", "--hours", "--json")
    assert json.loads(capsys.readouterr().out)["due"] == "2026-11-23T10:00:00+08:00"


def test_due_refuses_a_day_before_the_calendar() -> None:
    with pytest.raises(CommandError, match="2019年12月1日") as refused:
        run(due.Command(), "2018-01-01", "3")
    assert refused.value.returncode == 1


@pytest.mark.parametrize("words", [("soon", "3"), ("2026-01-01", "-1"), ("2026-01-01", "x"), ("2026-01-01",)])
def test_wrong_usage_is_exit_code_2(words: tuple[str, ...]) -> None:
    parser = due.Command().create_parser("qinqing", "due")
    parser.called_from_command_line = True
    with pytest.raises(SystemExit) as left:
        parser.parse_args(words)
    assert left.value.code == 2


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "2027.json"
    path.write_text(json.dumps(NOTICE), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("words", "done"),
    [
        (["--preview"], "previewed"),
        ([], "imported"),
        (["--proposed-by", "chengkai", "--confirmed-by", "modongsheng"], "entered"),
    ],
)
def test_import_shows_or_enters(
    words: list[str], done: str, cast: Any, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(calendar_import.Command(), str(file), "--json", *words)
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "year": 2027,
        "holidays": ["2027-01-01", "2027-01-02", "2027-01-03"],
        "worked": ["2027-01-09"],
        "moved": [],
        "overdue_after": 0,
        "done": done,
    }
    assert Notice.objects.filter(year=2027, published_on=date(2026, 11, 25)).exists() is (done != "previewed")
    assert Proposal.objects.filter(standing="alone").exists() is (done == "imported")
    assert not Proposal.objects.filter(standing="waiting").exists()


def test_a_house_without_people_takes_it_at_once(db: None, file: Path) -> None:
    run(calendar_import.Command(), str(file))
    assert Notice.objects.get(year=2027).confirmed_by == MACHINE.title
    assert not Proposal.objects.exists()


def test_nobody_but_the_machine_enters_one_alone(cast: Any) -> None:
    draft = rules.parse_notice(json.dumps(NOTICE).encode(), "2027.json")
    with pytest.raises(Refused, match="另一人确认"):
        actions.enter_at_setup(draft, by=cast.bureau_head, at=AT)


def test_what_was_imported_alone_is_seconded_at_the_desk(cast: Any, file: Path) -> None:
    run(calendar_import.Command(), str(file))
    [alone] = queries.alone(2027)
    assert alone.proposed_by == "命令行（系统管理员）"
    assert not Notice.objects.get(year=2027).confirmed_by
    actions.second_notice(alone, by=cast.bureau_head, at=alone.proposed_at)
    assert Notice.objects.get(year=2027).confirmed_by == cast.bureau_head.title
    assert queries.alone(2027) == []


def test_the_names_given_at_the_machine_are_on_the_record(cast: Any, file: Path) -> None:
    run(calendar_import.Command(), str(file), "--proposed-by", "chengkai", "--confirmed-by", "modongsheng")
    notice = Notice.objects.get(year=2027)
    assert all(by.endswith("，命令行）") for by in (notice.entered_by, notice.confirmed_by))


@pytest.mark.parametrize(
    ("proposes", "confirms"),
    [
        ("chengkai", "chengkai"),
        ("chengkai", "qinyuanming"),
        ("modongsheng", "chengkai"),
        ("chengkai", "nobody"),
        ("chengkai", ""),
        ("", "modongsheng"),
    ],
)
def test_import_asks_for_two_people_with_the_right(proposes: str, confirms: str, cast: Any, file: Path) -> None:
    words = [f"--proposed-by={proposes}", f"--confirmed-by={confirms}"]
    with pytest.raises(CommandError) as refused:
        run(calendar_import.Command(), str(file), *words)
    assert refused.value.returncode == (1 if proposes and confirms else 2)
    assert not Notice.objects.filter(year=2027).exists()
    assert not Proposal.objects.exists()


def test_import_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    file = tmp_path / "2027.txt"
    file.write_text("今年放假几天？", encoding="utf-8")
    for path in (file, tmp_path / "absent.json"):
        with pytest.raises(CommandError) as refused:
            run(calendar_import.Command(), str(path))
        assert refused.value.returncode == 1
