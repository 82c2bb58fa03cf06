"""The two commands of the calendar keep their contract."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management.base import BaseCommand, CommandError

from qinqing.doors.operations.management.commands import calendar_import, due
from qinqing.services.calendar.models import Notice

pytestmark = pytest.mark.django_db
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


@pytest.mark.parametrize("preview", [True, False])
def test_import_shows_or_enters(preview: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "2027.json"
    file.write_text(json.dumps(NOTICE), encoding="utf-8")
    run(calendar_import.Command(), str(file), "--json", *(["--preview"] if preview else []))
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "year": 2027,
        "holidays": ["2027-01-01", "2027-01-02", "2027-01-03"],
        "worked": ["2027-01-09"],
        "moved": [],
        "overdue_after": 0,
    }
    assert Notice.objects.filter(year=2027, published_on=date(2026, 11, 25)).exists() is not preview


def test_import_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    file = tmp_path / "2027.txt"
    file.write_text("今年放假几天？", encoding="utf-8")
    for path in (file, tmp_path / "absent.json"):
        with pytest.raises(CommandError) as refused:
            run(calendar_import.Command(), str(path))
        assert refused.value.returncode == 1
