"""The store against its rows: whatever is missing, changed or left over is found and nothing is repaired."""

import io

import pytest
from django.db import IntegrityError, transaction
from tests.documents.conftest import AT, CLERK

from qinqing.kernel.errors import NotFound
from qinqing.services.documents import actions, queries, store
from qinqing.services.documents.models import Attachment

pytestmark = pytest.mark.django_db


def flip(path):
    content = bytearray(path.read_bytes())
    content[0] ^= 1
    path.write_bytes(content)


def link(path):
    other = path.with_name("other")
    path.rename(other)
    path.symlink_to(other)


FAULTS = {
    "gone": (lambda path: path.unlink(), "missing"),
    "flipped": (flip, "changed"),
    "longer": (lambda path: path.write_bytes(path.read_bytes() + b"x"), "changed"),
    "empty": (lambda path: path.write_bytes(b""), "changed"),
    "linked": (link, "changed"),
}


def test_untouched_files_are_in_order(attach):
    attach(b"a", "甲.txt")
    attach(b"b", "乙.txt")
    faults = queries.check_files()
    assert (faults.ok, faults.checked, faults.strays) == (True, 2, ())


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_found_and_named(attach, fault):
    attach(b"a", "甲.txt")
    kept = attach(b"text", "乙.txt")
    break_it, found = FAULTS[fault]
    break_it(store.path_of(kept.stored_name))
    for _ in range(2):
        faults = queries.check_files()
        assert not faults.ok
        assert getattr(faults, found) == (kept.code,)


def test_a_file_without_a_row_is_a_stray(attach):
    kept = attach(b"a", "甲.txt")
    Attachment.objects.all().delete()
    faults = queries.check_files()
    assert (faults.ok, faults.strays) == (True, (kept.stored_name,))


def test_a_row_that_cannot_be_written_leaves_no_file(data_folder):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.attach(None, file=io.BytesIO(b"a"), name="甲.txt", by=CLERK, at=AT)
    assert queries.check_files() == queries.Faults(0)


def test_a_stored_file_is_never_overwritten(attach, monkeypatch):
    monkeypatch.setattr(actions.attaching, "public_code", lambda length: "a" * length)
    attach(b"a", "甲.txt")
    with pytest.raises(FileExistsError):
        attach(b"b", "乙.txt")
    assert queries.check_files().ok


def test_a_name_outside_the_store_is_never_opened(attach):
    kept = attach(b"a", "甲.txt")
    Attachment.objects.filter(pk=kept.pk).update(stored_name="../../etc/passwd")
    assert queries.check_files().changed == (kept.code,)
    with pytest.raises(NotFound):
        queries.open_attachment(kept.code)


def test_a_missing_file_is_not_found(attach):
    kept = attach(b"a", "甲.txt")
    store.path_of(kept.stored_name).unlink()
    with pytest.raises(NotFound):
        queries.open_attachment(kept.code)
    with pytest.raises(NotFound):
        queries.open_attachment("nothing")


def test_attachments_come_in_order_and_confidential_ones_can_be_left_out(attach):
    attach(b"a", "甲.txt")
    attach(b"b", "乙.txt", confidential=True)
    assert [each.name for each in queries.attachments("appeal/k3j9x2m4qp")] == ["甲.txt", "乙.txt"]
    assert [each.name for each in queries.attachments("appeal/k3j9x2m4qp", confidential=False)] == ["甲.txt"]
    assert queries.attachments("appeal/other") == []
