"""``qinqing check-files``: store and rows held against each other; each fault named, none repaired. C7."""

import io
import json
import os
import random
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from qinqing.kernel.actors import MACHINE
from qinqing.services.documents import actions, store
from qinqing.services.documents.models import Attachment

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
FILES = 60


def check():
    """What the command answers, and whether it was content."""
    out = io.StringIO()
    try:
        call_command("check_files", "--json", stdout=out)
    except CommandError:
        return json.loads(out.getvalue()), False
    return json.loads(out.getvalue()), True


@pytest.fixture
def kept(data_folder):
    """Some files, each with its row."""
    return [
        actions.attach("appeal/x", file=ContentFile(f"text {number}".encode()), name="甲.txt", by=MACHINE, at=AT)
        for number in range(FILES)
    ]


def unlink(row):
    store.path_of(row.stored_name).unlink()
    return {("missing", row.code)}


def flip(row):
    path = store.path_of(row.stored_name)
    content = bytearray(path.read_bytes())
    content[0] ^= 1
    path.write_bytes(content)
    return {("changed", row.code)}


def forget(row):
    Attachment.objects.filter(pk=row.pk).delete()
    return {("strays", row.stored_name)}


def link(row):
    path = store.path_of(row.stored_name)
    content = path.read_bytes()
    path.unlink()
    other = path.parent.parent.parent / f"outside-{row.pk}"
    other.write_bytes(content)
    path.symlink_to(other)
    return {("changed", row.code), ("links", row.stored_name)}


def interrupt(row):
    path = store.root() / "waiting" / f"tmp{row.pk}"
    path.write_bytes(b"half")
    os.utime(path, (0, 0))
    return {("stale", f"waiting/{path.name}")}


def test_files_in_order_are_counted(kept):
    found, content = check()
    assert content
    assert found["files"] == FILES
    assert found["bytes"] == sum(row.size for row in kept)
    assert (found["faults"], found["tables"], len(found["digest"])) == ([], 3, 64)


def test_every_fault_is_named_and_none_repaired(kept):
    chance = random.Random(1949)
    spoiled = chance.sample(kept, FILES // 2)
    expected = set().union(*(chance.choice([unlink, flip, forget, link, interrupt])(row) for row in spoiled))
    for _ in range(2):
        found, content = check()
        assert not content
        assert {(one["what"], one["name"]) for one in found["faults"]} == expected


def test_a_file_that_is_just_being_uploaded_is_no_fault(kept):
    (store.root() / "waiting" / "tmp").write_bytes(b"half")
    assert check()[1]
