"""Letters, as those who see to them may read."""

from qinqing.services.letters.models import Letter
from qinqing.services.letters.queries.stored import stored, subjects
from qinqing.services.letters.queries.tray import (
    Reading,
    count_waiting,
    fetch_letter,
    letters,
    letters_about,
    letters_waiting,
    reading,
    subjects_answered,
    subjects_of_sender,
)

REPLAYS = {"letter": (stored, subjects)}

__all__ = [
    "REPLAYS",
    "Letter",
    "Reading",
    "count_waiting",
    "fetch_letter",
    "letters",
    "letters_about",
    "letters_waiting",
    "reading",
    "subjects_answered",
    "subjects_of_sender",
]
