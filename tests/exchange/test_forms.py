"""One spelling of every document: what is written reads back, what is not written so is no document."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from qinqing.services.exchange.rules.fates import ParcelKind
from qinqing.services.exchange.rules.forms import (
    BadForm,
    Parcel,
    Quote,
    Receipt,
    canonical,
    read_parcel,
    read_receipt,
    write_parcel,
    write_receipt,
)
from qinqing.services.exchange.rules.outgoing import hear

AT = datetime(2026, 11, 23, 2, 0, 0, 5, tzinfo=UTC)
QUOTE = Quote("exchange/k3j9x2m4qp", 7, "a" * 64, "b" * 64)
PARCEL = Parcel("k" * 20, "m" * 20, 1, 1, ParcelKind.STATUS, AT, QUOTE, {"words": "已转办", "n": [1, 2]})
RECEIPT = Receipt("k" * 20, "c" * 64, True, "", AT, QUOTE, {"number": "JDR-2026-000001"})


def test_what_is_written_reads_back():
    assert read_parcel(write_parcel(PARCEL)) == PARCEL
    assert read_receipt(write_receipt(RECEIPT)) == RECEIPT


BODY = json.loads(write_parcel(PARCEL))
WRONG = {
    "no JSON": b"{",
    "a list": b"[]",
    "spaces": json.dumps(BODY).encode(),
    "another order": json.dumps(dict(reversed(BODY.items())), ensure_ascii=False, separators=(",", ":")).encode(),
    "a name twice": write_parcel(PARCEL)[:-1] + b',"thread":"x"}',
    "no UTF-8": write_parcel(PARCEL).replace("已".encode(), b"\xff"),
    "a receipt": write_receipt(RECEIPT),
    "too deep": canonical(BODY | {"content": {"a": [[[[[[[[[[[[1]]]]]]]]]]]]}}),
    **{
        f"{name} {value!r}": canonical(BODY | {name: value})
        for name, value in (
            ("id", "K" * 20), ("id", "k" * 19), ("id", None), ("thread", "0" * 20), ("number", 0), ("number", True),
            ("number", 1.0), ("place", -1), ("place", 10**10), ("kind", "parade"), ("at", "2026-11-23"),
            ("at", "2026-11-23T10:00:00+08:00"), ("at", 5), ("content", []), ("quote", {}), ("more", 1),
            ("quote", BODY["quote"] | {"hash": "A" * 64}), ("quote", BODY["quote"] | {"subject": "exchange/a b"}),
            ("format", "qinqing-parcel-2"),
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_nothing_else_is_a_parcel(what):
    with pytest.raises(BadForm, match="[一-鿿]"):
        read_parcel(WRONG[what])


@pytest.mark.parametrize(
    ("status", "again"),
    [
        (200, True),
        (301, False),
        (400, False),
        (401, False),
        (404, False),
        (409, True),
        (422, False),
        (429, True),
        (500, True),
        (503, True),
    ],
)
def test_only_trouble_that_may_pass_is_tried_again(status, again):
    """J4; a 200 without our peer's signature under it is trouble of that kind."""
    text = '{"detail": "请校准时钟"}'
    heard = hear(status, text, {}, code="k" * 20, body=b"", keys=[], at=0)
    assert (heard.receipt, heard.again) == (None, again)
    assert status == 200 or "请校准时钟" in heard.why


def test_a_moment_before_ours_is_kept_as_it_was():
    assert read_parcel(write_parcel(replace(PARCEL, number=10**9))).number == 10**9
