"""The initials of a name in pinyin, as people type them: 恒信铸造 is hxzz.

The common characters stand in GB 2312 in the order of their pinyin, so their place tells the initial. Of the others those
that names of firms are made of are listed; a character that is in neither is left out.
"""

import re
from bisect import bisect_right

from qinqing.kernel.shaping import fold

# Where each initial begins among the common characters of GB 2312.
FIRST, LAST = 0xB0A1, 0xD7F9
BEGINS = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8, 0xC4C3, 0xC5B6,
    0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
LETTERS = "abcdefghjklmnopqrstwxyz"
OTHERS = {
    "a": "桉", "b": "骠斌汴彬玢蓓", "c": "琮璨宸郴岑骢昶", "d": "岱黛玳", "e": "鄂", "f": "芾沣馥甫", "g": "珙赣罡",
    "h": "昊灏桦骅晖珲皓", "j": "骏隽珏婧瑾璟菁骥", "k": "恺锴铠岢鲲", "l": "珞琅霖漯珑琳泷", "m": "懋旻", "n": "霓",
    "p": "邳郫濮", "q": "麒琦淇祺骐岐芪衢", "r": "嵘睿榕芮", "s": "晟嵩淞崧姝飒", "t": "滕彤", "w": "炜玮薇",
    "x": "鑫馨曦昕歆", "y": "昱煜钰昀沅烨邕瑜垚滢颍媛", "z": "梓臻臧甄",
}  # fmt: skip
KNOWN = {character: letter for letter, characters in OTHERS.items() for character in characters}
# Read otherwise than where they stand, in the words that names of firms and places hold.
WORDS = {
    "银行": "yh",
    "商行": "sh",
    "重庆": "cq",
    "长": "c",
    "厦门": "xm",
    "厦": "s",
    "车行": "ch",
    "洋行": "yh",
    "会计": "kj",
}


def initials(name: str) -> str:
    """The initials of a name; letters and digits stand for themselves."""
    text = "".join(fold(name).split())
    for word, letters in WORDS.items():
        text = text.replace(word, letters)
    return "".join(map(_initial, text))


def _initial(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else ""
    try:
        place = int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return KNOWN.get(character, "")
    if FIRST <= place <= LAST:
        return LETTERS[bisect_right(BEGINS, place) - 1]
    return KNOWN.get(character, "")


SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)"
)


def initials_of_syllables(typed: str) -> str:
    """``hengxin`` as ``hx``: the initials of whole syllables, the longest first; "" for what is none of that."""
    found, place = [], 0
    while place < len(typed):
        syllable = SYLLABLE.match(typed, place)
        if syllable is None:
            return ""
        found.append(typed[place])
        place = syllable.end()
    return "".join(found) if len(found) > 1 else ""
