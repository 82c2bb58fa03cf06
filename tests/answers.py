"""What comes back from the doors, as tests handle it."""

import io
import zipfile
from typing import Any

import pdfplumber


def let_go(answer: Any) -> None:
    """Closes a file that is being sent. Closing the answer itself would close the database of the test."""
    for close in answer._resource_closers:
        close()


def words(answer: Any) -> str:
    """What a reader of this answer reads: a page's text, or that of the paper that came."""
    kind = answer.headers.get("Content-Type", "")
    if kind == "application/pdf":
        with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
            return "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    if "officedocument" in kind:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
            return "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".rels")))
    return answer.text
