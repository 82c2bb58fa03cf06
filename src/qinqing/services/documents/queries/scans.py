"""What was read of scans, and whether anything can be read here."""

from collections.abc import Iterable
from importlib.util import find_spec

from qinqing.services.documents.models import Scan

ENGINE = "rapidocr"


def can_recognise() -> bool:
    """Whether the extra ``ocr`` is installed."""
    return find_spec(ENGINE) is not None


def scans(codes: Iterable[str]) -> dict[str, Scan]:
    """How far the reading of these uploads has come, by their codes; one query."""
    return {one.upload: one for one in Scan.objects.filter(upload__in=list(codes))}
