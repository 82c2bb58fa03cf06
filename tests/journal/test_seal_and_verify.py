"""``qinqing verify`` and ``qinqing seal`` keep their contract."""

import json

import pytest
from django.core.management.base import BaseCommand, CommandError

from qinqing.doors.operations.management.commands import seal, verify


def run(command: BaseCommand, *words: str) -> None:
    parser = command.create_parser("qinqing", "command")
    command.execute(**vars(parser.parse_args([*words, "--skip-checks"])))


def test_verify_answers_in_json(record, capsys):
    run(verify.Command(), "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer == {"ok": True, "events": 7, "subjects": 3, "seals": 2, "faults": []}


def test_verify_answers_in_chinese(record, capsys):
    run(verify.Command())
    assert capsys.readouterr().out.endswith("全部相符\n")


def test_verify_fails_with_the_rows_named(record, owner, capsys):
    owner("UPDATE journal_entry SET name = 'x' WHERE subject = 'organ/c'")
    with pytest.raises(CommandError) as failed:
        run(verify.Command(), "--json")
    assert failed.value.returncode == 1
    answer = json.loads(capsys.readouterr().out)
    assert not answer["ok"]
    assert [(fault["subject"], fault["sequence"]) for fault in answer["faults"]] == [("organ/c", 1)]
    assert answer["faults"][0]["what"]


@pytest.mark.parametrize("words", [["--since", "77"], ["--anchor", "/nowhere/anchor.json"], ["--anchor", __file__]])
def test_verify_refuses_what_it_cannot_find_or_read(record, words):
    with pytest.raises(CommandError) as failed:
        run(verify.Command(), *words)
    assert failed.value.returncode == 1


def test_seal_writes_a_copy_that_verify_reads(record, tmp_path, capsys):
    copy = tmp_path / "copy.json"
    run(seal.Command(), "--now", "--out", str(copy), "--json")
    answer = json.loads(capsys.readouterr().out)
    assert (len(answer["sealed"]), answer["written"], len(answer["digest"])) == (1, 3, 64)
    assert [path.name for path in tmp_path.iterdir()] == ["copy.json"]
    run(verify.Command(), "--anchor", str(copy), "--since", "1")
    assert "全部相符" in capsys.readouterr().out


def test_seal_without_anything_new_says_so(record, capsys):
    run(seal.Command(), "--now")
    capsys.readouterr()
    run(seal.Command())
    assert "没有新的记录需要封存" in capsys.readouterr().out


def test_seal_refuses_a_place_it_cannot_write(record):
    with pytest.raises(CommandError):
        run(seal.Command(), "--out", "/nowhere/copy.json")
