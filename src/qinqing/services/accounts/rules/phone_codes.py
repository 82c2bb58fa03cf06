"""Codes sent to a mobile number: how they are drawn, how long they are good for, and what is kept of them."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

DIGITS = 6
LIVES = timedelta(minutes=10)
TRIES = 5  # at one code: five guesses in a million
AGAIN = timedelta(seconds=60)  # between two codes to one number


@dataclass(frozen=True, slots=True)
class Sent:
    """A code on its way: ``handle`` is the browser's, ``code`` goes into the text message and nowhere else."""

    handle: str
    code: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Proof:
    """What became of a guess: the number it proved, or how many guesses are left at this code."""

    phone: str = ""
    left: int = 0


def draw_code() -> str:
    """Six digits, every one as likely as any other."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
