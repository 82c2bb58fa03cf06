"""Public codes for addresses, query codes for receipts, official numbers for paper."""

import re
import secrets

from qinqing.kernel.shaping.text import clean_line, fold

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GAP = r"[ _.\u2010-\u2015\u2212-]*"
NUMBERED = re.compile(rf"([A-Z]{{2,4}}){GAP}(20[0-9]{{2}}){GAP}([0-9]{{1,6}})")


def public_code(length: int = 10) -> str:
    """A random code for an address: says nothing, cannot be counted."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def query_code() -> str:
    """Eight Crockford characters, 40 bits: read aloud over the telephone without mistakes."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(8))


def read_query_code(text: str) -> str:
    """What a person typed as a query code, with Crockford's corrections (O to 0, I and L to 1)."""
    bare = "".join(character for character in text.upper() if character.isalnum())
    return bare.translate(str.maketrans("OILU", "011V"))


def official_number(series: str, year: int, count: int) -> str:
    """``JDR-2026-000123``: series, year, gapless count."""
    return f"{series}-{year}-{count:06d}"


def read_official_number(text: str) -> str:
    """What a person typed as an official number: ``jdr 2026 123`` is ``JDR-2026-000123``; anything else as typed.

    Raises Refused for what cannot stand in a line.
    """
    typed = clean_line(fold(text)).upper()
    parts = NUMBERED.fullmatch(typed)
    return official_number(parts[1], int(parts[2]), int(parts[3])) if parts else typed
