"""What is in the index is found, in the right order, by whoever may; the same on both databases."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from qinqing.services.search import actions, backends, queries
from qinqing.services.search.models import Document

pytestmark = pytest.mark.django_db

TEXT = "JDR-2026-000123 某某机械有限公司反映工业用地不动产登记证办理缓慢，联系电话0776-1234567，𠮷田\U0003134a某，A4纸"


def found(text: str, *, kind: str = "appeal", identity: bool = False, **rest: object) -> list[int]:
    newest = queries.newest(kind, text, identity=identity, **rest)
    if not rest:
        subquery = queries.matching(kind, text, identity=identity)
        numbers = Document.objects.filter(kind=kind, object_id__in=subquery).values_list("object_id", flat=True)
        assert sorted(numbers, reverse=True) == newest
    return newest


@pytest.mark.parametrize(
    "text",
    ["用地", "工业用地", "地", "证", "某", "JDR-2026-000123", "jdr2026000123", "000123", "123", "ＪＤＲ", "𠮷田", "𠮷",
     "\U0003134a某", "\U0003134a", "A4纸", "a4", "0776-1234567", "1234567", "用地 登记证", "登记证　机械", "办理缓慢，联系"],
)  # fmt: skip
def test_an_object_is_found_by_its_words(text):
    actions.index("appeal", 7, body=TEXT)
    actions.index("appeal", 8, body="供电不足")
    assert found(text) == [7]


@pytest.mark.parametrize(
    "text", ["地用", "用地 供电", "业地", "12", "4567", "", "  ", "，。", "*", "'", '"', "\x00", "不存在"]
)
def test_other_words_find_nothing(text):
    actions.index("appeal", 7, body=TEXT)
    assert found(text) == []


def test_words_of_the_identity_are_found_only_where_asked_for():
    actions.index("appeal", 7, body="工业用地", identity="云岭机械有限公司 张三 13800138000")
    for text in ("机械", "张三", "三", "13800138000", "138001", "云岭 13800138000"):
        assert found(text) == []
        assert found(text, identity=True) == [7]
    assert found("用地 张三", identity=True) == [7]
    assert found("用地", identity=True) == [7]


def test_kinds_are_kept_apart():
    actions.index("appeal", 7, body="工业用地")
    actions.index("enterprise", 9, body="工业用地")
    assert found("用地") == [7]
    assert found("用地", kind="enterprise") == [9]


def test_indexing_again_replaces_and_forgetting_removes():
    actions.index("appeal", 7, body="工业用地", identity="张三")
    actions.index("appeal", 7, body="供电", identity="李四")
    assert (found("用地"), found("供电"), found("张三", identity=True)) == ([], [7], [])
    actions.forget("appeal", 7)
    assert found("供电") == []


def test_pages_go_from_newest_to_oldest_without_gap_or_repetition():
    actions.index_many(("appeal", number, "工业用地" if number % 3 else "供电", "") for number in range(1, 41))
    wanted = [number for number in range(40, 0, -1) if number % 3]
    pages, before = [], None
    while page := found("用地", before=before, limit=7):
        pages.extend(page)
        before = page[-1]
    assert pages == wanted


def _told(number):
    return f"用地{' 稀罕' if number < 3 else ''}{' 新近' if number > 37 else ''}"


def test_a_common_word_and_a_rare_word_are_found_past_the_window(monkeypatch):
    monkeypatch.setattr(backends, "GLANCE", 5)
    monkeypatch.setattr(backends, "WINDOW", 20)
    actions.index_many(("appeal", number, _told(number), "") for number in range(1, 41))
    assert found("稀罕", limit=5) == [2, 1]  # nowhere near
    assert found("用地", limit=5) == list(range(40, 35, -1))  # a full page at a glance
    assert found("用地", limit=20) == list(range(40, 20, -1))  # a full page in the window
    assert found("新近", limit=4) == [40, 39, 38]  # promising at a glance, and then no more
    assert found("新近 用地", limit=2, before=40) == [39, 38]
    assert found("稀罕 用地", limit=5, within=ContentType.objects.none()) == []


def test_a_queryset_narrows_what_is_found():
    types = list(ContentType.objects.order_by("id")[:60])
    actions.index_many(("type", each.pk, "用地", "") for each in types)
    some = ContentType.objects.filter(pk__in=[each.pk for each in types[::2]])
    wanted = sorted((each.pk for each in types[::2]), reverse=True)
    assert found("用地", kind="type", within=some) == wanted
    assert found("用地", kind="type", within=some, limit=1, before=wanted[0]) == [wanted[1]]
    assert list(some.filter(id__in=queries.matching("type", "用地", identity=False)).order_by("-id")) == [
        each for each in reversed(types) if each.pk in wanted
    ]


def test_a_mark_finds_what_the_queryset_holds_without_looking_at_the_rest(monkeypatch):
    monkeypatch.setattr(backends, "GLANCE", 2)
    monkeypatch.setattr(backends, "WINDOW", 4)
    types = [each.pk for each in ContentType.objects.order_by("id")[:40]]
    actions.index_many(("type", pk, "用地", "") for pk in types)
    actions.mark("type", {pk: ["8", "15"] if place % 3 else ["81"] for place, pk in enumerate(types)})
    some = ContentType.objects.filter(pk__in=types[::3])
    wanted = types[::3][::-1]
    assert found("用地", kind="type", within=some, mark="81") == wanted
    assert found("用地", kind="type", within=some, mark="81", before=wanted[2], limit=3) == wanted[3:6]
    assert found("用地", kind="type", within=some, mark="8", before=wanted[5]) == []
    assert found("81", kind="type") == []


def test_indexing_again_keeps_the_marks():
    own = ContentType.objects.order_by("id")
    actions.index("type", own[0].pk, body="供电")
    actions.mark("type", {own[0].pk: ["8"]})
    actions.index("type", own[0].pk, body="用地")
    assert found("用地", kind="type", within=own, mark="8") == [own[0].pk]
    actions.mark("type", {own[0].pk: []})
    assert Document.objects.get(kind="type").marks == ""


def test_long_texts_are_searched_to_the_end():
    actions.index("appeal", 7, body="企业诉求" * 12_000 + "末尾用地")
    assert found("末尾用地") == [7]
    assert found("求末尾") == [7]


def test_an_undone_transaction_leaves_nothing_in_the_index():
    def undone() -> None:
        with transaction.atomic():
            actions.index("appeal", 7, body="工业用地")
            assert found("用地") == [7]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    assert found("用地") == []


def test_the_index_agrees_with_the_documents():
    for number in range(1, 20):
        actions.index("appeal", number, body=f"工业用地{number}", identity="张三")
        actions.index("appeal", number, body=f"供电{number}", identity="李四")
    actions.forget("appeal", 3)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_index(search_index, rank) VALUES ('integrity-check', 1)")
    assert found("供电") == [number for number in range(19, 0, -1) if number != 3]
