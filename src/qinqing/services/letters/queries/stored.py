"""Letters as the journal tells of them, to be held against the replayed record."""

from collections.abc import Iterator, Mapping, Sequence

from qinqing.services.letters.models import Letter

PREFIX = "letter/"


def stored(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """What the table says of these letters."""
    rows = Letter.objects.filter(code__in=[one.removeprefix(PREFIX) for one in subjects])
    return {
        f"{PREFIX}{code}": {"state": state, "about": about}
        for code, state, about in rows.values_list("code", "state", "about")
    }


def subjects() -> Iterator[str]:
    """Every letter the table holds, as the journal names it."""
    return (f"{PREFIX}{code}" for code in Letter.objects.values_list("code", flat=True).iterator())
