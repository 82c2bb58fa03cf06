"""The fonts a paper names, under every name they go by, and the free ones that stand in when they are not there."""

SANS = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans JP")
SERIF = ("Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif JP")
BOLD_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC")
KAI = ("LXGW WenKai", "LXGW WenKai GB", "FandolKai", "AR PL KaitiM GB")
FANG = ("FandolFang R", "FandolFang", "Zhuque Fangsong (technical preview)")
ROMAN = ("Liberation Serif", "Tinos", "Libertinus Serif")

FREE = frozenset((*SANS, *SERIF, *BOLD_SERIF, *KAI, *FANG, *ROMAN))

# By the name a document uses: the other names of the same font, then the free ones.
KNOWN: dict[str, tuple[str, ...]] = {
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋_GBK", *BOLD_SERIF),
    "仿宋_GB2312": ("FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "华文仿宋", *FANG, *SERIF),
    "楷体_GB2312": ("KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "华文楷体", *KAI, *SERIF),
    "黑体": ("SimHei", "STHeiti", "华文黑体", *SANS),
    "宋体": ("SimSun", "NSimSun", "STSong", "华文宋体", *SERIF),
    "Times New Roman": ROMAN,
}
ALIASES = {
    "方正小标宋_GBK": "方正小标宋简体",
    "仿宋": "仿宋_GB2312",
    "FangSong": "仿宋_GB2312",
    "楷体": "楷体_GB2312",
    "KaiTi": "楷体_GB2312",
    "SimHei": "黑体",
    "SimSun": "宋体",
}
TITLE = frozenset({"方正小标宋简体", "方正小标宋_GBK"})


LATIN = frozenset({"Times New Roman", "Arial", "Calibri", "Cambria", *ROMAN})


def families(name: str) -> list[str]:
    """The font's own name first, then its other names and what stands in for it."""
    if name in LATIN:
        return list(dict.fromkeys((name, *ROMAN)))
    known = KNOWN.get(ALIASES.get(name, name), SERIF)
    return list(dict.fromkeys((name, *known, *SERIF)))


def is_same(asked: str, used: str) -> bool:
    """Whether a font is the one that was asked for, under whichever of its names, and none that stands in."""
    return used in (asked, *KNOWN.get(asked, ())) and used not in FREE
