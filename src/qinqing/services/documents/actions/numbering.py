"""Giving out official numbers: gapless within a series and a year."""

from django.db import connection, transaction

from qinqing.services.documents.queries.kinds import county, kind_of
from qinqing.services.documents.rules.papers.numbers import number_text

NEXT = """
    INSERT INTO documents_counter (series, year, value) VALUES (%s, %s, %s)
    ON CONFLICT (series, year) DO UPDATE SET value = documents_counter.value + excluded.value
    RETURNING value
"""


def next_number(series: str, year: int) -> int:
    """The next number of a series in a year: 1, 2, 3 without gaps, given out in the caller's transaction.

    The row stays locked until that transaction ends; when it is rolled back the number is given to the next. Raises
    TransactionManagementError outside a transaction, where a crash would leave a gap.
    """
    return next_numbers(series, year, 1)[0]


def next_numbers(series: str, year: int, count: int) -> range:
    """The next ``count`` numbers of a series in a year, in one query, as ``next_number`` gives one."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("next_number belongs in the transaction that uses the number")
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [series, year, count])
        (value,) = cursor.fetchone()
    return range(int(value) - count + 1, int(value) + 1)


def paper_number(kind: str, year: int) -> str:
    """The next document number 文号 of a kind of paper in a year: ``云工信转〔2026〕12号``, gapless as ``next_number``.

    The words before the year come from the kind's layout.
    """
    return paper_numbers(kind, year, 1)[0]


def paper_numbers(kind: str, year: int, count: int) -> list[str]:
    """The next ``count`` document numbers of a kind, in one query."""
    word = kind_of(kind).layout.word
    return [number_text(word, county(), year, number) for number in next_numbers(f"paper-{kind}", year, count)]
