"""Keeping the index: in the caller's transaction, so that what was just entered is found at once."""

from collections.abc import Collection, Iterable, Mapping

from qinqing.services.search.backends import place
from qinqing.services.search.models import Document
from qinqing.services.search.rules import tokens

BATCH = 500


def index(kind: str, object_id: int, *, body: str, identity: str = "") -> None:
    """Puts one object into the index, in place of what was there.

    ``identity`` is what tells who brought a matter; it must not be repeated in ``body`` where it is to be hidden.
    """
    index_many([(kind, object_id, body, identity)])


def index_many(rows: Iterable[tuple[str, int, str, str]]) -> None:
    """Puts (kind, object id, body, identity) rows into the index, in place of what was there."""
    documents = [
        Document(
            id=place(kind, object_id), kind=kind, object_id=object_id, body=tokens(body), identity=tokens(identity)
        )
        for kind, object_id, body, identity in rows
    ]
    Document.objects.bulk_create(
        documents, BATCH, update_conflicts=True, unique_fields=["id"], update_fields=["body", "identity"]
    )


def mark(kind: str, marks: Mapping[int, Collection[str]]) -> None:
    """Gives each of these objects, by id, its marks in place of those it bore; a mark is one word without blanks."""
    borne = [Document(id=place(kind, number), marks=" ".join(words)) for number, words in marks.items()]
    Document.objects.bulk_update(borne, ["marks"], BATCH)


def forget(kind: str, object_id: int) -> None:
    """Takes an object out of the index."""
    Document.objects.filter(id=place(kind, object_id)).delete()
