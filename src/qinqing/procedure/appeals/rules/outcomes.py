"""Whether an entry of an old ledger is over, and with which result: only what its words say, never a guess."""

import re
from dataclasses import dataclass

from qinqing.kernel.shaping import fold
from qinqing.procedure.appeals.rules.kinds import Result

# A label is short; in a sentence the same words may stand for anything.
LABEL = 16
STILL = re.compile(r"(?:未|没有?|待|正在|无法|不能|难以).{0,3}(?:解决|办结|办理|答复|回复|解释|落实|完成|兑现)")
GOING_ON = re.compile(r"正在|办理中|处理中|推进|跟进|协调中|在办|进行中|研究中|挂账|暂缓|缓办|待办|^否$|^未$")
SAID: tuple[tuple[re.Pattern[str], Result | None], ...] = (
    (re.compile(r"不予受理|不受理|不属于"), Result.REFUSED),
    (re.compile(r"撤回|撤诉|撤销诉求|自行撤销|放弃"), Result.WITHDRAWN),
    (re.compile(r"部分|基本解决"), Result.PARTLY),
    (re.compile(r"解释|说明|不符合|不允许|政策性"), Result.EXPLAINED),
    (re.compile(r"解决|落实|兑现|满足"), Result.RESOLVED),
    (re.compile(r"办结|办毕|完成|完毕|已办|答复|回复|结案|销号|^是$"), None),
)
FIRST = SAID[:1]


@dataclass(frozen=True, slots=True)
class Ending:
    """``over``: True, False, or None where the words do not say; ``result`` None where they do not say which."""

    over: bool | None
    result: Result | None = None


def ending(text: str) -> Ending:
    """What a label such as 已解决, 部分解决, 办理中, 政策解释 says. A sentence says nothing certain."""
    label = re.sub(r"[\s。.，,；;！!“”\"]+", "", fold(text))
    if not label or len(label) > LABEL:
        return Ending(None)
    for pattern, result in FIRST:
        if pattern.search(label):
            return Ending(True, result)
    if STILL.search(label) or GOING_ON.search(label):
        return Ending(False)
    for pattern, result in SAID:
        if pattern.search(label):
            return Ending(True, result)
    return Ending(None)
