"""Finding accounts."""

from collections.abc import Iterable

from qinqing.kernel.errors import NotFound
from qinqing.services.accounts.models import Account
from qinqing.services.accounts.rules import shape_username


def account(account_id: int) -> Account:
    """The account by id. Raises NotFound."""
    found = Account.objects.filter(pk=account_id).first()
    if found is None:
        raise NotFound
    return found


def account_by_username(username: str) -> Account | None:
    """The account by any spelling of its username, or None."""
    return Account.objects.filter(username=shape_username(username)).first()


def names_of(account_ids: Iterable[int]) -> dict[int, str]:
    """Names by account id, in one query."""
    return dict(Account.objects.filter(pk__in=set(account_ids)).values_list("pk", "name"))


def accounts(*, text: str = "", active: bool | None = None, after: str = "", limit: int = 50) -> list[Account]:
    """Accounts by username, those after username ``after``; ``text`` is looked for in name and username."""
    rows = Account.objects.filter(username__gt=after) if after else Account.objects.all()
    if active is not None:
        rows = rows.filter(is_active=active)
    if text:
        rows = rows.filter(name__contains=text) | rows.filter(username__contains=shape_username(text))
    return list(rows.order_by("username")[:limit])


def demo_accounts() -> list[Account]:
    """The demo county's accounts that can sign in, in the order they were made."""
    return list(Account.objects.filter(is_demo=True, is_active=True).order_by("pk"))
