"""What is compiled once for each kind of reader is what the scope says, for every reader there is."""

import pytest

from qinqing.kernel.actors import MACHINE, PUBLIC, Actor, Role
from qinqing.procedure.appeals.models import Appeal
from qinqing.procedure.appeals.queries.seen import seen

pytestmark = pytest.mark.django_db
STATES = ("lodged", "handling", "doubted", "closed")


@seen
def by_number(visible, lowest, *, newest_first):
    return visible.filter(id__gte=lowest).order_by("-id" if newest_first else "id")


@pytest.fixture
def readers(cast, stand):
    for state in STATES:
        stand(state)
    first, *others = Appeal.objects.order_by("id")
    spokesman = cast.spokesman("hengxin-casting")
    return {
        "intake": cast.intake, "head": cast.bureau_head, "office": cast.office, "mayor": cast.mayor,
        "inspector": cast.inspector, "city": cast.city, "machine": MACHINE, "public": PUBLIC,
        "lead": cast.officer("power-supply"), "its head": cast.head("power-supply"),
        "another": cast.officer("housing"), "nobody's": Actor(Role.OFFICER), "auditor": Actor(Role.AUDIT_ADMIN),
        "deputy": cast.deputy(first.section), "another deputy": Actor(Role.DEPUTY, sections=frozenset({"A"})),
        "spokesman": spokesman, "by code": Actor(Role.PUBLIC, appeals=frozenset({others[0].pk})),
    }  # fmt: skip


def test_every_reader_gets_the_rows_of_the_scope(readers):
    lowest = Appeal.objects.order_by("id")[1].pk
    for _ in range(2):  # the second time it is compiled
        for name, reader in readers.items():
            rows = Appeal.objects.visible_to(reader).filter(id__gte=lowest).order_by("id")
            expected = [one.pk for one in rows]
            assert [one.pk for one in by_number(reader, lowest, newest_first=False)] == expected, name
            assert [one.pk for one in by_number(reader, lowest, newest_first=True)] == expected[::-1], name


def test_who_sees_and_who_does_not(readers):
    assert len(by_number(readers["lead"], 0, newest_first=True)) == len(STATES) - 1  # not what is only lodged
    assert by_number(readers["another"], 0, newest_first=True) == []
    assert by_number(readers["auditor"], 0, newest_first=True) == []
