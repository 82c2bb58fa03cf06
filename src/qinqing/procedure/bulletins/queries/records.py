"""Tracks straight from the record, as it stood at any moment."""

from collections.abc import Iterable

from qinqing.procedure.bulletins.rules import Track
from qinqing.services.journal.queries import Entry


def track_of(entries: Iterable[Entry]) -> Track:
    """The track that these entries of one appeal tell, oldest first."""
    track = Track()
    for entry in entries:
        track.follow(entry.event, entry.at, entry.sequence, entry.facts, entry.sets)
    return track
