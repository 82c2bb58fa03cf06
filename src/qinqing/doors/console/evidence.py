"""What stands behind a figure may be less than the figure: whoever reads it is told so, in one sentence."""


def shortfall(count: int, *, open_to_reader: int, shown: int, unit: str) -> str:
    """Why fewer are listed than counted: some are not the reader's to open, the rest stand on other pages; else nothing."""
    kept = f"其中{count - open_to_reader}{unit}不在您能看到的范围内，没有列出" if count > open_to_reader else ""
    rest = f"本页列出{shown}{unit}，其余请翻页" if 0 < shown < open_to_reader else ""
    told = "；".join(part for part in (kept, rest) if part)
    return f"这个数字计{count}{unit}，{told}。" if told else ""
