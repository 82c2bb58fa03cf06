"""A font of a county's own: the characters a test says and nothing else, each as one square."""

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

MISSING = ".notdef"


def write_font(folder: Path, characters: str, *, family: str = "县里的字", blank: bool = False) -> Path:
    """A font file in the folder; ``blank``: its sign for what it lacks is empty, so that nothing would be seen."""
    names = {ord(one): f"u{ord(one):X}" for one in characters}
    order = [MISSING, *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf(
        {name: _square(0 if blank and name == MISSING else 700 + place) for place, name in enumerate(order)}
    )
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": "County-Regular"})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{family}.ttf"
    builder.save(file)
    return file


def _square(side: int):
    pen = TTGlyphPen(None)
    if side:
        pen.moveTo((0, 0))
        for corner in ((0, side), (side, side), (side, 0)):
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()
