"""Whatever a database owner does to a row, verification names that row."""

import pytest
from django.db import connection, transaction

from qinqing.services.journal import queries
from qinqing.services.journal.models import Entry, Seal
from qinqing.services.journal.rules.entries import COLUMNS, fingerprint, payload

SEALED = range(5)
ROWS = range(7)
WORDS = [
    column
    for column in (*COLUMNS, "hash")
    if column not in ("id", "sequence", "at", "person", "post", "organ", "subject")
]


@pytest.fixture
def number(record):
    """The id of a row, counted from 0."""
    ids = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    return lambda row: ids[row]


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("column", WORDS)
def test_an_edited_word_names_its_row_alone(record, owner, number, named, column, row):
    owner(f'UPDATE journal_entry SET "{column}" = \'x\' || substr("{column}", 2) WHERE id = %s', number(row))
    assert named() == {record[row]}


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("column", ["person", "post", "organ"])
@pytest.mark.parametrize("value", ["0", "NULL"])
def test_an_edited_number_names_its_row_alone(record, owner, number, named, column, value, row):
    owner(f'UPDATE journal_entry SET "{column}" = {value} WHERE id = %s', number(row))
    assert named() == {record[row]}


@pytest.mark.parametrize("row", ROWS)
def test_an_edited_moment_names_its_row_alone(record, owner, number, named, row):
    owner("UPDATE journal_entry SET at = '2026-11-20 04:00:00.000251+00' WHERE id = %s", number(row))
    assert named() == {record[row]}


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("column", ["id", "sequence"])
def test_an_edited_place_names_its_row(record, owner, number, named, column, row):
    owner(f'UPDATE journal_entry SET "{column}" = "{column}" + 100 WHERE id = %s', number(row))
    subject, sequence = record[row]
    shifted = (subject, sequence + 100) if column == "sequence" else (subject, sequence)
    assert shifted in named() <= {shifted, record[row]}


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("other", ["appeal/none", "appeal/d"])
def test_an_edited_subject_names_where_the_row_was_and_where_it_is(
    record, owner, write, noon, number, named, row, other
):
    subject, sequence = record[row]
    write("appeal/d", "appeals.appeal.lodged", noon)
    owner("UPDATE journal_entry SET subject = %s WHERE id = %s", other, number(row))
    assert named() == {(subject, sequence), (other, sequence)}


@pytest.mark.parametrize("row", ROWS)
def test_a_deleted_row_is_named(record, owner, number, named, row):
    owner("DELETE FROM journal_entry WHERE id = %s", number(row))
    assert named() == {record[row]}


@pytest.mark.parametrize("row", SEALED)
def test_a_deleted_row_is_named_by_the_seal_even_if_its_chain_was_mended(record, owner, forger, number, named, row):
    subject, _ = record[row]
    owner("DELETE FROM journal_entry WHERE id = %s", number(row))
    for entry in Entry.objects.filter(subject=subject, pk__gt=number(row)):
        owner("UPDATE journal_entry SET sequence = sequence - 1 WHERE id = %s", entry.pk)
    forger.rehash(subject)
    forger.fix_head(subject)
    assert record[row] in named()


def test_without_the_seals_a_mended_deletion_is_not_found(record, owner, forger, number):
    owner("DELETE FROM journal_entry WHERE id = %s", number(4))
    forger.fix_head("organ/c")
    assert not queries.verify().ok
    owner("DELETE FROM journal_seal")
    assert queries.verify().ok


@pytest.mark.parametrize("row", ROWS)
def test_a_duplicated_row_is_named(record, owner, number, named, row):
    columns = ", ".join(f'"{column}"' for column in (*COLUMNS[1:], "hash"))
    owner(
        f"INSERT INTO journal_entry (id, {columns}) SELECT id + 100, {columns} FROM journal_entry WHERE id = %s",
        number(row),
    )
    assert named() == {record[row]}


@pytest.mark.parametrize(("one", "two"), [(0, 3), (2, 3), (1, 4), (3, 6), (4, 6)])
@pytest.mark.parametrize("column", ["body", "at", "event", "hash", "id"])
def test_swapped_rows_are_both_named(record, owner, number, named, column, one, two):
    first, second = (Entry.objects.get(pk=number(row)) for row in (one, two))
    if column == "id":
        for old, new in ((first.pk, -1), (second.pk, first.pk), (-1, second.pk)):
            owner("UPDATE journal_entry SET id = %s WHERE id = %s", new, old)
    else:
        for target, source in ((first, second), (second, first)):
            value = getattr(source, column)
            owner(f'UPDATE journal_entry SET "{column}" = %s WHERE id = %s', value, target.pk)
    assert {record[one], record[two]} <= named()


@pytest.mark.parametrize("free", [0, -5])
def test_a_row_slipped_in_among_sealed_ones_is_named(record, owner, forger, named, free):
    """Its hash, its chain and its head are right; only the seal knows that it was not there."""
    columns = ", ".join(f'"{column}"' for column in (*COLUMNS[2:], "hash"))
    owner(
        f"INSERT INTO journal_entry (id, subject, {columns})"
        f" SELECT {free}, 'appeal/new', {columns} FROM journal_entry WHERE subject = 'organ/c'"
    )
    owner(
        "INSERT INTO journal_stream (subject, sequence, hash, last)"
        " SELECT subject, 1, hash, id FROM journal_entry WHERE subject = 'appeal/new'"
    )
    forger.rehash("appeal/new")
    assert named() == {("appeal/new", 1)}
    owner("DELETE FROM journal_seal")
    assert queries.verify().ok  # the broken twin: no seal, no proof


def test_a_row_put_on_the_end_of_a_chain_is_named(record, owner, forger, named):
    columns = ", ".join(f'"{column}"' for column in (*COLUMNS[3:], "hash"))
    owner(
        f"INSERT INTO journal_entry (id, subject, sequence, {columns})"
        f" SELECT id + 100, subject, 3, {columns} FROM journal_entry WHERE subject = 'appeal/b' AND sequence = 2"
    )
    forger.rehash("appeal/b")
    owner(
        "UPDATE journal_stream SET hash = %s WHERE subject = 'appeal/b'",
        Entry.objects.get(sequence=2, subject="appeal/b").hash,
    )
    assert named() == {("appeal/b", 3)}


@pytest.mark.parametrize("kept", ROWS)
def test_a_tail_cut_off_is_named_row_by_row(record, owner, number, named, kept):
    owner("DELETE FROM journal_entry WHERE id >= %s", number(kept))
    assert named() == set(record[kept:])


@pytest.mark.parametrize("kept", SEALED)
def test_a_sealed_tail_cut_off_with_its_heads_is_named_row_by_row(record, owner, forger, number, named, kept):
    owner("DELETE FROM journal_entry WHERE id >= %s", number(kept))
    for subject in ("appeal/a", "appeal/b", "organ/c"):
        forger.fix_head(subject)
    assert named() == set(record[kept:5])


@pytest.mark.parametrize("subject", ["appeal/a", "appeal/b", "organ/c"])
def test_a_head_that_was_changed_or_removed_names_its_subject(record, owner, named, subject):
    owner("UPDATE journal_stream SET hash = 'x' WHERE subject = %s", subject)
    last = (subject, max(sequence for name, sequence in record if name == subject))
    assert named() == {last}
    owner("DELETE FROM journal_stream WHERE subject = %s", subject)
    assert named() == {last}


def test_a_rewritten_row_with_a_new_hash_is_named_though_its_neighbours_are_right(record, owner, named):
    entry = Entry.objects.get(subject="appeal/a", sequence=2)
    entry.name = "别人"
    owner("UPDATE journal_entry SET name = '别人', hash = %s WHERE id = %s", _hash(entry), entry.pk)
    assert named() == {("appeal/a", 2)}


@pytest.mark.parametrize("number_of_seal", [1, 2])
@pytest.mark.parametrize("column", ["digest", "previous", "leaves"])
def test_an_edited_seal_is_named(record, owner, named, column, number_of_seal):
    owner(f"UPDATE journal_seal SET {column} = 'x' || substr({column}, 2) WHERE number = %s", number_of_seal)
    assert (f"seal/{number_of_seal}", 0) in named()


@pytest.mark.parametrize(
    "change", ["day = '2020-01-01'", "sealed_at = '2020-01-01 00:00:00+00'", "first = 0", "count = 9"]
)
def test_every_other_column_of_a_seal_counts_too(record, owner, named, change):
    owner(f"UPDATE journal_seal SET {change} WHERE number = 2")
    assert named() == {("seal/2", 0)}


def test_a_missing_seal_is_named_by_the_next(record, owner, named):
    owner("DELETE FROM journal_seal WHERE number = 1")
    assert ("seal/2", 0) in named()


def test_a_forger_who_mends_everything_is_found_only_by_a_copy_kept_outside(record, owner, forger, named, tmp_path):
    anchor = tmp_path / "anchor.json"
    with anchor.open("w") as file:
        assert queries.export_seals(file) == 2
    assert queries.verify(anchor=anchor).ok
    forger.rechain("appeal/a", name="别人")
    assert queries.verify().ok  # the broken twin: no anchor, no proof
    faults = queries.verify(anchor=anchor).faults
    assert (faults[0].subject, faults[0].sequence) == ("appeal/a", 1)
    assert {("appeal/a", 2), ("appeal/a", 3), ("seal/1", 0), ("seal/2", 0)} < named(anchor=anchor)
    assert ("appeal/b", 1) not in named(anchor=anchor)


def test_seals_removed_with_everything_mended_are_found_by_a_copy_kept_outside(record, owner, named, tmp_path):
    anchor = tmp_path / "anchor.json"
    with anchor.open("w") as file:
        queries.export_seals(file)
    owner("DELETE FROM journal_seal WHERE number = 2")
    assert queries.verify().ok
    assert named(anchor=anchor) == {("seal/2", 0)}


def test_an_older_backup_put_back_is_found_by_a_copy_kept_outside(record, owner, forger, number, named, tmp_path):
    anchor = tmp_path / "anchor.json"
    with anchor.open("w") as file:
        queries.export_seals(file)
    owner("DELETE FROM journal_entry WHERE id >= %s", number(3))
    owner("DELETE FROM journal_seal WHERE number = 2")
    for subject in ("appeal/a", "appeal/b", "organ/c"):
        forger.fix_head(subject)
    assert queries.verify().ok
    assert named(anchor=anchor) == {record[3], record[4], ("seal/2", 0)}


def test_text_shifted_between_columns_is_found(record, owner, number, named):
    """The separator in a forged column cannot stand in for a real one."""
    owner("UPDATE journal_entry SET name = name || %s || person, person = NULL WHERE id = %s", "\x1f", number(2))
    assert named() == {record[2]}


def test_bytes_that_are_no_text_are_found(record, owner, number, named):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite stores them")
    for column in ("name", "body", "subject", "sequence"):
        with transaction.atomic():
            owner(f"UPDATE journal_entry SET \"{column}\" = CAST(x'ff00ff' AS TEXT) WHERE id = %s", number(2))
            assert any(str(number(2)) in fault.what for fault in queries.verify().faults)
            transaction.set_rollback(True)


@pytest.mark.parametrize("since", ["1", "2026-11-20"])
def test_from_a_seal_on_only_later_rows_are_read(record, owner, number, named, since):
    assert queries.verify(since=since).events == 4
    owner("UPDATE journal_entry SET name = 'x' WHERE id = %s", number(0))
    assert named(since=since) == set()
    owner("UPDATE journal_entry SET name = 'x' WHERE id = %s", number(3))
    assert named(since=since) == {record[3]}


@pytest.mark.parametrize("row", [3, 4, 5, 6])
def test_from_a_seal_on_a_deleted_row_is_named(record, owner, number, named, row):
    owner("DELETE FROM journal_entry WHERE id = %s", number(row))
    assert named(since="1") == {record[row]}


def test_a_seal_is_found_by_the_beginning_of_its_digest(record):
    assert queries.verify(since=Seal.objects.get(number=2).digest[:8]).events == 2


def _hash(entry):
    return fingerprint(payload([getattr(entry, column) for column in COLUMNS]))
