"""Whatever is typed into the search field, the query stands."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qinqing.services.search import actions, queries
from qinqing.services.search.rules import query, tokens

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TYPED = st.one_of(
    st.text(max_size=40),
    st.text("\"'*():^-+~&|!<>{}\\%_ \0ANDORNEAR用地body企业", max_size=30),
    st.text(st.characters(min_codepoint=0x2E80, max_codepoint=0x323AF), max_size=12),
)


@pytest.mark.django_db
@QUICK
@given(TYPED)
@example('body : "用地" OR NEAR(a b, 3) *')
@example("'用地':* & !企业 <-> ~a")
@example("\ud800用地")
@example("%_\\")
def test_no_text_breaks_a_query(text):
    queries.newest("appeal", text, identity=True)
    list(queries.newest("appeal", text, identity=False, before=5, limit=3))
    found = queries.matching("appeal", text, identity=True)
    assert found == [] or not actions.Document.objects.filter(object_id__in=found).exists()


@pytest.mark.django_db
@QUICK
@given(TYPED, TYPED, TYPED)
def test_every_text_is_found_by_itself_and_within_others(before, text, after):
    actions.index("appeal", 7, body=f"{before} {text} {after}", identity=text)
    wanted = [7] if query(text) else []
    assert queries.newest("appeal", text, identity=False) == wanted
    assert queries.newest("appeal", text, identity=True) == wanted


@given(TYPED)
def test_tokens_are_divided_by_single_blanks(text):
    found = tokens(text).split(" ")
    assert found == [""] or all(found)
    assert all(len(token) <= 64 for token in found)
