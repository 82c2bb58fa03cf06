"""遮盖: what of a picture or a PDF is painted black in the copy that departments see."""

from collections.abc import Collection
from dataclasses import dataclass

from qinqing.kernel.errors import Refused
from qinqing.services.documents.rules.kinds import Kind
from qinqing.services.documents.rules.names import LONGEST, split_name

COVERABLE = frozenset({Kind.JPEG, Kind.PNG, Kind.PDF})
MOST_BOXES, MOST_PAGES = 60, 100
WHOLE = 100.0
MARK = "（已遮盖）"


@dataclass(frozen=True, slots=True)
class Box:
    """One black box: on which page, from 1, and where on it, in percent of the page's width and height."""

    page: int
    left: float
    top: float
    width: float
    height: float


def refuse_boxes(boxes: Collection[Box], pages: int) -> None:
    """Raises Refused for none, for too many, and for one that is empty or not on a page."""
    if not boxes:
        raise Refused("还没有框，请在画面上框出要遮盖的地方，或者用数字填写")
    if len(boxes) > MOST_BOXES:
        raise Refused(f"一份材料最多遮盖 {MOST_BOXES} 处，请把相邻的几处合成一个大框")
    for number, box in enumerate(boxes, 1):
        if not 1 <= box.page <= pages:
            raise Refused(f"第 {number} 处写的是第 {box.page} 页，这份材料只有 {pages} 页，请改正页码")
        if not _on_page(box):
            raise Refused(f"第 {number} 处不在页面上，左、上、宽、高都是百分数，宽和高要大于 0，请改正")


def _on_page(box: Box) -> bool:
    beginnings = 0 <= box.left < WHOLE and 0 <= box.top < WHOLE
    return beginnings and 0 < box.width <= WHOLE and 0 < box.height <= WHOLE


def refuse_pages(pages: int) -> None:
    """Raises Refused for a PDF that cannot be painted within a reasonable time."""
    if pages > MOST_PAGES:
        raise Refused(f"这份 PDF 有 {pages} 页，最多能遮盖 {MOST_PAGES} 页，请拆成几份重新提交后再遮盖")


def covered_name(name: str) -> str:
    """The title of the covered copy: ``身份证.jpg`` gives ``身份证（已遮盖）.jpg``."""
    stem, suffix = split_name(name)
    return stem[: LONGEST - len(MARK) - len(suffix)] + MARK + suffix
