"""One gate to every appeal: by code, by number and query code, by search; and the words it is found by."""

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings

from qinqing.kernel.actors import DEPARTMENT, Actor
from qinqing.kernel.errors import NotFound
from qinqing.kernel.ids import read_official_number, read_query_code
from qinqing.kernel.shaping import fold
from qinqing.procedure.appeals.models import Appeal, Batch, Concern
from qinqing.procedure.appeals.queries.seen import seen
from qinqing.procedure.appeals.scopes import AppealQuerySet
from qinqing.services.search import actions as search

SEARCH_KIND = "appeal"


def fetch(actor: Actor, code: str) -> Appeal:
    """The appeal with this public code, if the actor may see it; NotFound alike for absent and not theirs."""
    found = _of_code(actor, code)
    if not found:
        raise NotFound("appeal")
    return found[0]


@seen
def _of_code(visible: AppealQuerySet, code: str) -> AppealQuerySet:
    return visible.filter(code=code)


def by_subjects(subjects: Iterable[str]) -> list[Appeal]:
    """The appeals under these names of the journal's. For what is told by itself: the caller says who reads of them."""
    codes = {subject.removeprefix("appeal/") for subject in subjects if subject.startswith("appeal/")}
    return list(Appeal.objects.filter(code__in=codes)) if codes else []


def fetch_batch(actor: Actor, code: str) -> Batch:
    """A batch, for those who see at least one of its appeals."""
    batch = Batch.objects.filter(code=code).first()
    if batch is None or not Appeal.objects.visible_to(actor).filter(batch=batch).exists():
        raise NotFound("batch")
    return batch


def by_number(actor: Actor, number: str) -> Appeal:
    """The visible appeal with this official number, as people type it."""
    appeal = Appeal.objects.visible_to(actor).filter(number=read_official_number(number)).first()
    if appeal is None:
        raise NotFound("appeal")
    return appeal


def open_by_code(number: str, code: str) -> Appeal:
    """The appeal that this number and query code open together, 四(三); NotFound whichever of the two is wrong.

    What was split off an appeal is opened by that one's code, until it is given a code of its own. The code may have been
    given under a former secret that is still listed. Every secret is tried whatever is found.
    """
    number = read_official_number(number)
    appeal = Appeal.objects.filter(number=number).first()
    bound, stored = _lock(appeal) if appeal else (number, "0" * 64)
    typed, keys = read_query_code(fold(code)), (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    opens = [hmac.compare_digest(_digest(bound, typed, key), stored) for key in keys]
    if appeal is None or not any(opens):
        raise NotFound("appeal")
    return appeal


def _lock(appeal: Appeal) -> tuple[str, str]:
    """The number and the digest of the query code that opens an appeal: its own, or that of the one it was split off."""
    while not appeal.query_digest and appeal.split_from:
        appeal = appeal.split_from
    return appeal.number, appeal.query_digest


def query_digest(number: str, code: str) -> str:
    """What is stored of a query code: bound to the number, and useless without the county's key."""
    return _digest(number, code, settings.SECRET_KEY)


def _digest(number: str, code: str, key: str) -> str:
    return hmac.new(key.encode(), f"{number}:{code}".encode(), hashlib.sha256).hexdigest()


def index(*appeals: Appeal) -> None:
    """Puts appeals into the full-text index; who brought them is kept apart from what departments search."""
    search.index_many([_words(appeal) for appeal in appeals])


def index_concerned(*appeals: Appeal) -> None:
    """Marks appeals in the index with the departments they concern, which then read no others where they search."""
    concerned: dict[int, list[str]] = {appeal.pk: [] for appeal in appeals}
    rows = Concern.objects.filter(appeal__in=concerned).order_by("organ").values_list("appeal", "organ")
    for appeal, organ in rows:
        concerned[appeal].append(str(organ))
    search.mark(SEARCH_KIND, concerned)


def search_mark(actor: Actor) -> str:
    """What all appeals that this actor may see bear in the index; nothing where there is no such mark."""
    return str(actor.organ) if actor.role in DEPARTMENT else ""


def _words(appeal: Appeal) -> tuple[str, int, str, str]:
    identity = f"{appeal.enterprise_name} {appeal.contact_name} {appeal.contact_phone}"
    body = f"{appeal.number} {appeal.title}\n{appeal.text}"
    if not appeal.confidential:
        body = f"{body}\n{appeal.enterprise_name}"
    return SEARCH_KIND, appeal.pk, mask_identity(appeal, body), identity


def hides_identity(appeal: Appeal, actor: Actor) -> bool:
    """Whether this actor must not learn which enterprise brought the appeal: a department, where it was asked for."""
    return appeal.confidential and actor.role in DEPARTMENT


def mask_identity(appeal: Appeal, text: str) -> str:
    """The text without the names and telephone numbers that would tell who brought a confidential appeal."""
    if not appeal.confidential:
        return text
    for secret in (appeal.enterprise_name, appeal.contact_name, *appeal.contact_phone.replace("、", " ").split()):
        if len(secret) > 1:
            text = text.replace(secret, "×××")
    return text
