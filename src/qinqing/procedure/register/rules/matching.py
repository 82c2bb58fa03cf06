"""Which organ people mean: usual short names, former names, other places' prefixes, lists of several.

Nothing is dropped: a piece that fits no organ comes back without candidates. The words in use stand in
``abbreviations.toml``, which officials can read and amend.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from qinqing.kernel.shaping import fold
from qinqing.procedure.register.rules.kinds import OrganKind
from qinqing.procedure.register.rules.views import OrganView

PLACE = re.compile(r"[省市县区州盟旗]|自治区|自治州|自治县|新区|开发区")
ENDINGS = (
    "人民政府办公室", "街道办事处", "管理委员会", "有限责任公司", "股份有限公司", "有限公司", "集团公司", "人民政府", "分公司",
    "委员会", "办公室", "管委会", "办事处", "指挥部", "救援大队", "党工委", "总公司", "街道办", "公司", "集团", "政府", "部门",
    "中心", "支队", "大队", "总队", "分局", "总局", "党委", "支行", "局", "委", "办", "处", "所", "厅", "站",
)  # fmt: skip
# What many offices do: 城市管理局 is not found by the 管理局 that is left behind its 市, nor 交通管理所 by its tail.
VAGUE = frozenset({"管理", "监督管理", "建设", "服务", "综合", "工作", "事务", "保障", "执法"})
BARE = {ending.replace("人民政府", "政府") for ending in ENDINGS}
NO_PLACE = re.compile(r"[局委办司和与及]")
OWN_PLACE = ("县", "市", "区", "本县", "我县", "全县")
COMPANY = re.compile(r"(?:公司|集团|支行|银行)$")
COMPANIES = (OrganKind.UTILITY, OrganKind.BANK)
AND_OTHERS = re.compile(r"等(?:有关|相关)?(?:部门|单位)?$")
BRANCH = re.compile(r"(.+?[局委办司])[^局委办司]{1,8}(?:分局|分公司|支公司|所|大队|支队|科|股)$")
BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
LEAD = ("牵头", "主办", "主责", "承办")
ASSISTING = ("配合", "协办", "会办", "协助", "参与")
ROLE_WORDS = re.compile(rf"(?:{'|'.join(LEAD + ASSISTING)})(?:部门|单位)?[:：]?")
SEPARATORS = "、，,；;/／|\n\t"
JOINTS = re.compile(r"和|与|及|会同|以及")
CERTAIN = 0.75
EXACT, FORMER, USUAL, STEM, TAIL, PART = 1.0, 0.95, 0.92, 0.88, 0.8, 0.6
DOUBTFUL = 0.85  # a known name in another place is above, one behind a place that does not say what it is below
ALIKE = 0.5
ABROAD = 0.03
Hit = tuple[float, str]
Hits = Mapping[int, Hit]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organ that a piece may mean, how surely (0 to 1), and why in Chinese."""

    organ: OrganView
    score: float
    why: str

    @property
    def sure(self) -> bool:
        """Sure enough to be taken without asking."""
        return self.score >= CERTAIN

    @property
    def doubtful(self) -> bool:
        """Taken, but somebody had better look."""
        return self.score < DOUBTFUL


@dataclass(frozen=True, slots=True)
class Piece:
    """One name out of a list. ``lead`` marks the lead department; candidates come best first."""

    text: str
    lead: bool
    candidates: tuple[Candidate, ...]

    @property
    def best(self) -> OrganView | None:
        """The organ meant, when one stands out and is sure enough; else somebody must choose."""
        if not self.candidates or not self.candidates[0].sure:
            return None
        tied = len(self.candidates) > 1 and self.candidates[1].score == self.candidates[0].score
        return None if tied else self.candidates[0].organ

    @property
    def doubt(self) -> str:
        """Why the organ meant should be looked at; empty when it is certain, or when none is meant."""
        return self.candidates[0].why if self.best and self.candidates[0].doubtful else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of usual names."""

    names: tuple[str, ...]
    also: tuple[str, ...]
    kind: str = ""


@cache
def usual_names() -> tuple[Row, ...]:
    """The table officials can read."""
    source = resources.files("qinqing.procedure.register").joinpath("abbreviations.toml").read_text("utf-8")
    rows = tomllib.loads(source)["row"]
    return tuple(Row(tuple(row["names"]), tuple(row["also"]), row.get("kind", "")) for row in rows)


def normal(text: str) -> str:
    """A name as it is compared: folded, without blanks, brackets' signs and quotation marks."""
    return re.sub(r"[\s()\[\]【】“”\"'·.。:：]+", "", fold(text)).replace("人民政府", "政府")


def stem(name: str) -> str:
    """The name without its ending: 自然资源局 and 自然资源部门 are both 自然资源; 街道办 stays a 街道."""
    for ending in ENDINGS:
        plain = ending.replace("人民政府", "政府")
        if name.endswith(plain) and len(name) > len(plain):
            return name.removesuffix(plain) + ("街道" if plain.startswith("街道") else "")
    return name


def without_place(name: str) -> list[str]:
    """The name, and what is left of it after each place it may begin with: 滨海市城市管理局, 城市管理局.

    What is left over must say something: never a bare 政府, 管委会 or 管理局. A place has no 局 or 和 in it.
    """
    cuts = [found.end() for found in PLACE.finditer(name[:12]) if not NO_PLACE.search(name[: found.end()])]
    return [name, *(name[cut:] for cut in cuts if len(name) - cut >= 2 and _says_something(name[cut:]))]


def _says_something(rest: str) -> bool:
    return rest not in BARE and stem(rest) not in VAGUE


def split_list(text: str) -> list[tuple[str, bool | None]]:
    """The names in a text with what is said of each: True lead, False assisting, None nothing.

    A bracket that lists offices of its own gives names of its own, after the name it stands behind.
    """
    found: list[tuple[str, bool | None]] = []
    said: bool | None = None
    for raw in _cut(fold_signs(text)):
        raw, heading = _heading(raw)
        said = heading if heading is not None else said
        name, inner = _unbracket(raw)
        mark = _role(raw) if heading is None else heading
        if name:
            found.append((name, mark if mark is not None else said))
        found += [(part, False) for part in inner]
    return found


def fold_signs(text: str) -> str:
    """Full-width brackets and colons as half-width, so that one pattern finds both; the words keep their form."""
    return text.translate(str.maketrans("（）【】：", "()[]:"))


def _cut(text: str) -> Iterator[str]:
    """The text at its separators outside of brackets."""
    depth, start = 0, 0
    for place, sign in enumerate(text):
        depth = max(0, depth + (sign in "([【") - (sign in ")]】"))
        if sign in SEPARATORS and not depth:
            yield text[start:place].strip()
            start = place + 1
    yield text[start:].strip()


def _heading(raw: str) -> tuple[str, bool | None]:
    """``牵头部门:自然资源局`` without its heading; the heading holds for the names after it."""
    begins = re.match(rf"(?:{'|'.join(LEAD + ASSISTING)})(?:部门|单位)?:|由(?=.+(?:{'|'.join(LEAD)}))", raw)
    if begins is None:
        return raw, None
    rest = raw[begins.end() :]
    return rest, any(word in begins[0] for word in LEAD) if begins[0] != "由" else True


def _role(raw: str) -> bool | None:
    words = "".join(BRACKETS.findall(raw)) + raw[-2:]
    if any(word in words for word in LEAD):
        return True
    return False if any(word in words for word in ASSISTING) else None


def _unbracket(raw: str) -> tuple[str, list[str]]:
    """The name without role words, and the names that a bracket lists."""
    inner = [part for content in BRACKETS.findall(raw) for part in re.split(f"[{SEPARATORS}]", content)]
    parts = [part for part in (ROLE_WORDS.sub("", one).strip() for one in inner) if part]
    outside = AND_OTHERS.sub("", BRACKETS.sub("", raw).strip(" :。."))
    outside = re.sub(rf"(?:{'|'.join(LEAD + ASSISTING)})(?:办理)?$", "", outside)
    if len(parts) == 1 and outside:
        # One remark belongs to the name: 林业局(自然保护地管理局).
        return f"{outside}({parts[0]})", []
    return outside, parts


class Matcher:
    """Knows every name of every active organ. Made once per state of the register."""

    def __init__(self, organs: Iterable[OrganView]) -> None:
        everyone = {organ.id: organ for organ in organs}
        self.organs = {organ.id: organ for organ in everyone.values() if organ.active}
        self.names: dict[str, dict[int, Hit]] = {}
        self.stems: dict[int, set[str]] = {key: set() for key in self.organs}
        for organ in everyone.values():
            self._learn(organ, _heir(organ, everyone))
        self._learn_usual()

    def _learn(self, organ: OrganView, heir: OrganView | None) -> None:
        if heir is None:
            return
        own = heir.id == organ.id
        now = [organ.name, organ.short_name] if own else []
        before = [*organ.former_names, *([] if own else [organ.name, organ.short_name])]
        for score, why, names in ((EXACT, "与登记名称一致", now), (FORMER, "曾用名", before)):
            for name in filter(None, map(normal, names)):
                for variant in without_place(name):
                    self._know(variant, heir.id, score, why)
                    self._know(stem(variant), heir.id, min(score, STEM), "去掉局、委、办等字后一致")
                self.stems[heir.id].add(stem(without_place(name)[-1]))

    def _learn_usual(self) -> None:
        for row in usual_names():
            for organ in self._holders(row):
                why = f"“{row.names[0]}”的通称"
                for word in (*row.also, *row.names):
                    self._know(normal(word), organ, USUAL, why)

    def _holders(self, row: Row) -> list[int]:
        """The organs that a row is about: by present names; by former names when no organ bears it now."""
        now, before = [], []
        for organ in self.organs.values():
            if row.kind and organ.kind != row.kind:
                continue
            if any(word in name for word in row.names for name in (organ.name, organ.short_name)):
                now.append(organ.id)
            elif any(word in name for word in row.names for name in organ.former_names):
                before.append(organ.id)
        return now or before

    def _know(self, name: str, organ: int, score: float, why: str) -> None:
        if len(name) < 2:
            return
        known = self.names.setdefault(name, {})
        if organ not in known or known[organ][0] < score:
            known[organ] = (score, why)

    def match(self, text: str) -> list[Piece]:
        """Each name in the text with its candidates; the first leads unless another is marked 牵头."""
        told: list[tuple[str, bool | None, tuple[Candidate, ...]]] = []
        for name, said in split_list(text):
            told += [(part, said, self.candidates(part)) for part in self._parted(name)]
        marked = any(said for _, said, _ in told)
        lead = next((index for index, (_, said, _) in enumerate(told) if said or (not marked and said is None)), None)
        return [Piece(name, index == lead, found) for index, (name, _, found) in enumerate(told)]

    def _parted(self, name: str) -> list[str]:
        """A name at its 和, when the whole is no organ's name and both sides are: 财政局和税务局, but never 某某和某某局."""
        if self._sure(name):
            return [name]
        for joint in JOINTS.finditer(name):
            left, right = name[: joint.start()], name[joint.end() :]
            if (
                (stem(left) != left or stem(right) == right)
                and self._sure(left)
                and all(map(self._sure, self._parted(right)))
            ):
                return [left, *self._parted(right)]
        return [name]

    def _sure(self, name: str) -> bool:
        found = self.candidates(name)
        return bool(found) and found[0].score >= TAIL

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """The organs a single name may mean, best first; empty when nothing fits."""
        found: dict[int, Hit] = {}
        for form in _forms(name):
            _take(found, self._known(form))
        if not found or max(score for score, _ in found.values()) < TAIL:
            _take(found, self._alike(normal(BRACKETS.sub("", fold_signs(name)))))
        ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
        return tuple(Candidate(self.organs[organ], score, why) for organ, (score, why) in ranked[:5])

    def _known(self, form: str) -> Hits:
        """What the longest known variant of a name says; then its stem; then its tail behind another place."""
        variants = without_place(form)
        for variant in variants:
            known = self._fitting(form, self.names.get(variant, {}))
            if known:
                return _elsewhere(form.removesuffix(variant), known)
        for variant in variants:
            known = self._fitting(form, self.names.get(stem(variant), {}))
            if known:
                return {organ: (min(score, STEM), why) for organ, (score, why) in known.items()}
        return self._tail(form)

    def _tail(self, form: str) -> Hits:
        """A known name behind a place that does not say what it is: 福清供电公司."""
        for cut in range(1, max(1, len(form) - 2)):
            if NO_PLACE.search(form[:cut]):
                break
            tail = form[cut:]
            known = self.names.get(tail) or (self.names.get(stem(tail)) if stem(tail) != tail else None)
            fitting = self._fitting(form, known or {})
            if fitting:
                return {organ: (min(score, TAIL), f"去掉地名后：{why}") for organ, (score, why) in fitting.items()}
        return {}

    def _fitting(self, form: str, known: Hits) -> Hits:
        """A company's name never means a department: 某某建设有限公司 is not 住房和城乡建设局."""
        if not COMPANY.search(form):
            return known
        return {organ: hit for organ, hit in known.items() if self.organs[organ].kind in COMPANIES}

    def _alike(self, name: str) -> Hits:
        """Organs whose business a name contains, and names written alike."""
        found: dict[int, Hit] = {}
        for row in usual_names():
            word = max((word for word in row.names + row.also if len(word) > 1 and word in name), key=len, default="")
            if word:
                _take(found, dict.fromkeys(self._holders(row), (PART, f"含有“{word}”")))
        bare = stem(without_place(name)[-1])
        for organ, stems in self.stems.items():
            nearest = max((_likeness(bare, one) for one in stems), default=0.0)
            if nearest >= ALIKE:
                _take(found, {organ: (round(nearest * PART, 2), "名称相近")})
        return dict(self._fitting(name, found))


def _heir(organ: OrganView, everyone: Mapping[int, OrganView]) -> OrganView | None:
    """The organ itself, or whoever took over from it in the end."""
    seen: set[int] = set()
    while not organ.active:
        if organ.successor is None or organ.id in seen:
            return None
        seen.add(organ.id)
        organ = everyone[organ.successor]
    return organ


def _forms(name: str) -> list[str]:
    """The name whole; without its bracket; without the branch at its end: 生态环境局某某分局."""
    signed = fold_signs(name)
    forms = [normal(signed), normal(BRACKETS.sub("", signed))]
    branch = BRANCH.match(forms[-1])
    if branch:
        forms.append(branch[1])
    return list(dict.fromkeys(filter(None, forms)))


def _elsewhere(place: str, known: Hits) -> Hits:
    """Another place's organ of the same name is a little less sure."""
    if not place or place in OWN_PLACE:
        return known
    return {organ: (round(score - ABROAD, 2), f"去掉“{place}”后：{why}") for organ, (score, why) in known.items()}


def _take(found: dict[int, Hit], more: Hits) -> None:
    for organ, (score, why) in more.items():
        if organ not in found or found[organ][0] < score:
            found[organ] = (score, why)


def _likeness(one: str, other: str) -> float:
    """Dice's coefficient over pairs of neighbouring characters."""
    pairs, others = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other))
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else 0.0
