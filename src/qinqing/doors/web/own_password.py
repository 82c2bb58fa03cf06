"""修改密码: the rules in force, why it is asked for, and back to where one was."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from qinqing.doors.web import owing, phone_codes, sessions
from qinqing.doors.web.entering import home_of
from qinqing.doors.web.forms import submit
from qinqing.doors.web.owing import settles
from qinqing.doors.web.phone_sign_in import WAY, came_just_now
from qinqing.doors.web.reconfirming import ask_again
from qinqing.doors.web.requests import Request, local
from qinqing.kernel.actors import STAFF
from qinqing.kernel.errors import Refused
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries
from qinqing.services.journal import actions as journal

HOUR = timedelta(hours=1)


class Password(forms.Form):
    """The present password, and the new one twice."""

    old = forms.CharField(
        label="现在的密码", max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip
    new = forms.CharField(
        label="新密码", max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label="再输一次新密码", max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """The two new ones must agree."""
        cleaned = super().clean() or {}
        if cleaned.get("new") and cleaned.get("again") and cleaned["new"] != cleaned["again"]:
            self.add_error("again", "两次输入的新密码不一样，请重新输入。")
        return cleaned


class NewPassword(Password):
    """For whoever signs in by a telephone number, and has none yet or forgot it: the new one twice."""

    old = None


@settles
@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: Request) -> HttpResponseBase:
    """One's own password, by the county's rules; every other session of the account ends, and one goes back where one was."""
    first = not request.user.has_usable_password()
    spared = first or came_just_now(request)
    if first and (question := ask_again(request)):
        return question  # nothing is asked for the old one here: whoever finds an open page must not choose the new one

    def do(*, new: str, again: str, old: str = "") -> Any:
        account = request.user
        if not spared and not account.check_password(old):
            raise Refused("现在的密码不对，请核对后再试")
        accounts.set_password(account, password=new, by=request.actor, at=request.at)
        journal.record(
            f"account/{account.username}", "accounts.account.password_changed", by=request.actor, at=request.at,
            facts={"policy": queries.password_rules_name()} | ({"way": WAY} if spared and not first else {}),
        )  # fmt: skip
        sessions.carry_over(request, account)
        owing.settled(request, "password")
        return account

    if request.method == "POST" and not may_try_own_password(request):
        raise Refused("一小时内试得太多，请一小时后再试", code="too_many")
    wanted = request.GET.get("next")
    return submit(
        request, NewPassword if spared else Password, do=do, done=lambda _: local(wanted, home_of(request.actor)), template="web/password.html",
        context={"rules": queries.password_rules(staff=request.actor.role in STAFF), "why": owing.reason(request, "password"), "first": first, "spared": spared, "by_phone": request.user.mobile and phone_codes.offered()},
        message="密码已修改，其他设备上的登录都已退出。",
    )  # fmt: skip


def may_try_own_password(request: Request) -> bool:
    """Counts one attempt at the password of whoever is signed in: an open page on a desk is no place to guess it."""
    allowed: bool = accounts.strike(f"password:{request.user.pk}", at=request.at, limit=10, window=HOUR)
    return allowed
