"""The measures of GB/T 9704-2012, in millimetres and points."""

# The sheet and its text area (版心), 156 by 225 mm.
WIDTH, HEIGHT = 210.0, 297.0
TOP, LEFT, TEXT_WIDTH, TEXT_HEIGHT = 37.0, 28.0, 156.0, 225.0
BOTTOM, RIGHT = HEIGHT - TOP - TEXT_HEIGHT, WIDTH - LEFT - TEXT_WIDTH

# 22 lines of 28 characters: 225 mm in 22 exact lines, 156 mm in 28 characters of 16 points less a quarter.
LINE = 28.95
GRID = 579
TIGHTER = -0.25
LINES, CHARACTERS = 22, 28

# Sizes by their Chinese names.
SIZE_2, SIZE_3, SIZE_4, SIZE_5 = 22.0, 16.0, 14.0, 10.5

# The mark is 35 mm below the top of the text area; in a letter 30 mm below the top of the page.
MARK_DROP, LETTER_MARK = 35.0, 30.0
# A mark is no larger than 22 by 15 mm a character, and fits on one line.
MARK_LARGEST = 62.0
RULE_GAP = 4.0
# Letters: two double rules of 170 mm, the lower one 20 mm above the foot of the page.
LETTER_RULE, LETTER_FOOT = 170.0, 20.0
# The page number's dashes are 7 mm below the text area.
PAGE_NUMBER_DROP = 7.0

RED = "FF0000"
BLACK = "000000"

SONG_TITLE, FANG_SONG, KAI, HEI, SONG = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
LATIN = "Times New Roman"


def points(millimetres: float) -> float:
    """Millimetres in points."""
    return millimetres * 72 / 25.4


def mark_size(mark: str) -> float:
    """The size in points in which an issuer's mark fills its line without breaking it."""
    return min(MARK_LARGEST, points(TEXT_WIDTH) * 0.98 / max(len(mark), 1))
