"""How a paper cites the Plan."""

import re

PLAN = "《县长服务企业接待日活动方案》"
PARTS = re.compile(r"(?P<chapter>[一二三四五])(?:\((?P<item>[一二三四五六])\))?(?P<point>\d+)?")


def cite(ref: str) -> str:
    """``四(一)1`` as a paper says it: 《县长服务企业接待日活动方案》第四部分第（一）项第1目. Raises ValueError."""
    found = PARTS.fullmatch(ref)
    if found is None:
        raise ValueError(f"{ref} is no clause")
    item = f"第（{found['item']}）项" if found["item"] else ""
    point = f"第{found['point']}目" if found["point"] else ""
    return f"{PLAN}第{found['chapter']}部分{item}{point}"
