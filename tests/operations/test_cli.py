"""``qinqing NAME``: two words for one command, and what the exit codes mean."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from qinqing.doors.operations import cli
from qinqing.doors.operations.command import Answer, OperatorCommand
from qinqing.kernel.errors import NotFound, Refused


@pytest.mark.parametrize(
    ("given", "joined"),
    [
        (["calendar", "import", "a.json"], ["calendar_import", "a.json"]),
        (["calendar_import", "a.json"], ["calendar_import", "a.json"]),
        (["calendar-import", "a.json"], ["calendar_import", "a.json"]),
        (["due", "2026-11-23", "3"], ["due", "2026-11-23", "3"]),
        (["no", "such"], ["no", "such"]),
        ([], []),
    ],
)
def test_two_words_become_one_command(given, joined):
    assert cli.join_words(given) == joined


def test_an_unknown_command_is_wrong_usage(capsys):
    assert cli.run(["nonsense"]) == cli.WRONG_USAGE
    assert "没有“nonsense”这个命令" in capsys.readouterr().err


def test_a_missing_argument_is_wrong_usage(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.run(["due"])
    assert ended.value.code == cli.WRONG_USAGE
    assert capsys.readouterr().out == ""


class Counting(OperatorCommand):
    """Says how many; refuses, misses, or says no when asked to."""

    def add_words(self, parser):
        parser.add_argument("number", type=int)

    def answer(self, *, at, number, **options):
        assert at.tzinfo is not None
        if number < 0:
            raise Refused("不能少于零，请改正", clause="三(二)")
        if number > 99:
            raise NotFound
        return Answer({"number": number, "at": at.date()}, f"共 {number} 件", "" if number else "一件也没有")


def say(*words):
    out = io.StringIO()
    call_command(Counting(), *words, stdout=out)
    return out.getvalue()


def test_people_are_told_in_words():
    assert say("3") == "共 3 件\n"


def test_programs_get_one_object_and_nothing_else():
    told = json.loads(say("3", "--json"))
    assert told.keys() == {"number", "at"}
    assert told["number"] == 3


@pytest.mark.parametrize(
    ("number", "words"), [("-1", "不能少于零，请改正（三(二)）"), ("100", "没有找到"), ("0", "一件也没有")]
)
def test_no_is_an_error_with_its_reason(number, words):
    with pytest.raises(CommandError) as refused:
        say("--", number)
    assert words in str(refused.value)
    assert refused.value.returncode == cli.REFUSED


@pytest.mark.parametrize(
    "words",
    [["plan", "render"], ["check-files"], ["calendar", "import"], ["appeals", "import"], ["plan_show"], ["due"]],
)
def test_help_names_the_command_as_it_was_typed(words, capsys):
    with pytest.raises(SystemExit):
        cli.run([*words, "--help"])
    assert capsys.readouterr().out.splitlines()[0].startswith(f"usage: qinqing {' '.join(words)} [-h]")
