"""Taking a roster of people 人员名册 over: the account, the post, who holds it or stands in, and the portfolio. 五(三).

Accounts are made without a password: nobody signs in with one until the security administrator has handed out the first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db.models import Q

from qinqing.kernel.actors import MACHINE, Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import local
from qinqing.procedure.register.actions.accounts import open_account
from qinqing.procedure.register.actions.posts import add_post, appoint, set_portfolio, substitute
from qinqing.procedure.register.models import Holding, Post
from qinqing.procedure.register.permits import may_keep_posts
from qinqing.procedure.register.queries.table import table
from qinqing.procedure.register.rules import HoldingKind, OrganView
from qinqing.procedure.register.rules.staff_rosters import SAMPLES, WORDS, ListedPerson, role_of, shape_person
from qinqing.services.accounts import queries as accounts
from qinqing.services.documents.actions import take_over
from qinqing.services.documents.rules.imports import ImportKind
from qinqing.services.documents.rules.tables import Fault, Rejected, Report, Row, Taken

BATCH = 50
TAKE = {HoldingKind.PRINCIPAL: appoint, HoldingKind.SUBSTITUTE: substitute}


def import_staff(
    path: Path, *, at: datetime, by: Actor = MACHINE, name: str = "", dry_run: bool = False
) -> Iterator[Report]:
    """Takes a roster of people over; yields the report after each batch (see ``take_over``).

    A person is known by the username, else by name and telephone; a post by organ, role and title. What is there
    already is left alone. Raises Refused for an actor without the right and for a file that is no such roster.
    """
    may_keep_posts(by).enforce()
    return take_over(path, WORDS, _Roster(by, at).take, batch=BATCH, dry_run=dry_run)


STAFF_ROSTER = ImportKind(
    "staff", "人员名册", WORDS, may_keep_posts, import_staff, 300, "五(三)", keeps_others=False, samples=SAMPLES
)


@dataclass(frozen=True)
class _Roster:
    by: Actor
    at: datetime

    @property
    def today(self) -> date:
        return local(self.at).date()

    def take(self, rows: Sequence[Row], report: Report) -> None:
        """One batch, each row by itself: a refused one leaves the others alone."""
        for row in rows:
            try:
                report.add(row, self._take(shape_person(row)))
            except Rejected as rejected:
                report.reject(row, rejected.fault)
            except Refused as refusal:
                report.reject(row, Fault("", "", str(refusal)))

    def _take(self, one: ListedPerson) -> Taken:
        organ = _organ(one)
        role = role_of(one, organ.kind)
        known = _account(one)
        post, made = self._post(one, organ, role)
        account = known or self._open(one)
        done = [known is None, made, self._portfolio(post, one), self._hold(post, account, one)]
        if known is None:
            return Taken.CREATED
        return Taken.UPDATED if any(done) else Taken.UNCHANGED

    def _open(self, one: ListedPerson) -> int:
        username = one.username or one.name
        made = open_account(
            username=username, name=one.name, phone=one.phone, email=one.email, password=None, by=self.by, at=self.at
        )
        return int(made.account.pk)

    def _post(self, one: ListedPerson, organ: OrganView, role: Role) -> tuple[Post, bool]:
        title = one.title or role.label
        same = Post.objects.filter(organ_id=organ.id, role=role, active=True).order_by("pk")
        found = same.filter(title=title).first() or (None if one.title else same.first())
        if found:
            return found, False
        made = add_post(code=_code(organ, role), organ=organ.id, role=role, title=title, by=self.by, at=self.at)
        return made, True

    def _portfolio(self, post: Post, one: ListedPerson) -> bool:
        if not one.sections or one.kind is HoldingKind.SUBSTITUTE or post.sections == [*one.sections]:
            return False
        set_portfolio(post.pk, sections=one.sections, by=self.by, at=self.at)
        return True

    def _hold(self, post: Post, account: int, one: ListedPerson) -> bool:
        since = one.since or self.today
        lasting = Q(until__isnull=True) | Q(until__gte=since)
        if Holding.objects.filter(lasting, post=post, account_id=account, kind=one.kind).exists():
            return False
        TAKE[one.kind](post.pk, account=account, since=since, by=self.by, at=self.at)
        return True


def _organ(one: ListedPerson) -> OrganView:
    """The organ by any of its names, written in full. Raises Rejected."""
    active = [organ for organ in table().organs.values() if organ.active]
    found = [organ for organ in active if one.organ in (organ.name, organ.short_name, organ.code)]
    found = found or [organ for organ in active if one.organ in organ.former_names]
    if len(found) != 1:
        guesses = "、".join(piece.organ.name for piece in table().matcher.candidates(one.organ)[:3])
        why = f"登记册里没有这个单位{f'，可能是{guesses}' if guesses else ''}，请写机构名册里的全称或简称"
        raise one.cells.refused("organ", one.organ, why if not found else "有几个单位叫这个名称，请写全称")
    return found[0]


def _account(one: ListedPerson) -> int | None:
    """The person's account, if there is one. Raises Rejected where it cannot be told whose it is."""
    if one.username:
        exact = accounts.account_by_username(one.username)
        if exact and exact.name != one.name:
            raise one.cells.refused("username", one.username, f"是{exact.name}的用户名，请另写一个")
        return exact.pk if exact else None
    same = [account for account in accounts.accounts(text=one.name) if account.name == one.name]
    found = [account for account in same if not one.phone or account.phone in ("", one.phone)]
    if len(found) > 1 or (same and not found):
        names = "、".join(account.username for account in same)
        raise one.cells.refused(
            "name", one.name, f"已有同名账号（{names}），请写明用户名：同一人写原来的，不同的人另起一个"
        )
    return found[0].pk if found else None


def _code(organ: OrganView, role: Role) -> str:
    """A code nobody has yet: the organ's and the role's."""
    stem = f"{organ.code}-{role.value.replace('_', '-')}"[:50]
    taken = set(Post.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for code in (stem, *(f"{stem}-{number}" for number in range(2, 1000))) if code not in taken)
