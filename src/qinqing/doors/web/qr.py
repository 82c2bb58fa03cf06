"""QR codes as pictures that print at any size."""

import io
from typing import Any

QUIET = 4  # modules of white around it, as ISO/IEC 18004 asks


def svg(text: str) -> bytes:
    """The text as a QR code, error correction M, black on white."""
    out = io.BytesIO()
    _drawn(text).save(out, kind="svg", border=QUIET, scale=8, light="#fff", xmldecl=True)
    return out.getvalue()


def inline(text: str) -> str:
    """The same as an address that a page may show without asking for another file."""
    return str(_drawn(text).svg_data_uri(border=QUIET, scale=6, light="#fff"))


def _drawn(text: str) -> Any:
    import segno  # noqa: PLC0415  (fetched with the first code)

    return segno.make(text, error="m", micro=False)
