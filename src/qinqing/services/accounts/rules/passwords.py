"""Two rules for passwords that contradict each other; the county picks one.

``dengbao`` is what GB/T 22239 is read to ask for: complexity, periodic change, no reuse. ``modern`` is OWASP's ASVS 5:
length and a list of common ones, no composition, no rotation.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class PasswordRules:
    """What a password must be. ``days`` 0: it never expires; ``remembered`` 0: former ones may come back."""

    name: str
    label: str
    least: int
    kinds: int = 1
    spared: int = 0
    days: int = 0
    remembered: int = 0

    def with_numbers(self, *, days: int, remembered: int) -> "PasswordRules":
        """The operator's numbers, for a policy that knows any."""
        return replace(self, days=days, remembered=remembered) if self.days else self

    def faults(self, password: str) -> list[str]:
        """Every sentence that the password breaks by itself."""
        wrong = [] if len(password) >= self.least else [self._length()]
        if len(password) < self.spared and kinds_of_character(password) < self.kinds:
            wrong.append(self._mix())
        return wrong

    def sentences(self, *, staff: bool = True) -> list[str]:
        """The rules, for the page on which somebody chooses one; what is asked of ``staff`` alone, only to them."""
        told = [
            self._length(),
            self._mix() if self.kinds > 1 else "不要求大小写、数字或符号，几个不相干的词连起来就好。",
        ]
        told.append("不能太常见，不能和用户名、姓名、电话相近。")
        if self.remembered:
            told.append(f"不能与最近 {self.remembered} 次用过的密码相同。")
        if staff or not self.days:
            told.append(f"工作人员每 {self.days} 天要换一次。" if self.days else "不用定期换；怀疑泄露时马上换。")
        return told

    def expires_at(self, since: datetime) -> datetime | None:
        """When a password chosen then is over; None when it never is."""
        return since + timedelta(days=self.days) if self.days else None

    def _length(self) -> str:
        return f"密码至少 {self.least} 个字。"

    def _mix(self) -> str:
        return f"密码须含大写字母、小写字母、数字、符号中的至少 {self.kinds} 种，或长达 {self.spared} 个字以上。"


DENGBAO = PasswordRules("dengbao", "等保", least=10, kinds=3, spared=20, days=90, remembered=5)
MODERN = PasswordRules("modern", "现代", least=12)
CHOICES = {one.name: one for one in (DENGBAO, MODERN)}


def kinds_of_character(password: str) -> int:
    """How many of the four kinds it mixes: small letters, capitals, digits, everything else."""
    tests = (str.islower, str.isupper, str.isdigit, lambda one: not one.isalnum() or not one.isascii())
    return sum(any(test(character) for character in password) for test in tests)
