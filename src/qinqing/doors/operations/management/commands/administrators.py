"""``qinqing administrators``: the first three administrators of a new county."""

import sys
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from qinqing.doors.operations.command import Answer, OperatorCommand
from qinqing.kernel.actors import MACHINE, Role
from qinqing.procedure.register import actions as register

WORDS = {Role.SYSTEM_ADMIN: "system", Role.SECURITY_ADMIN: "security", Role.AUDIT_ADMIN: "audit"}


class Command(OperatorCommand):
    """Asks for the names that are not given, where a person is there to be asked."""

    help = "在还没有管理员的新库里，为系统、安全、审计三个管理员建岗建号，密码只显示这一次"

    def add_words(self, parser: CommandParser) -> None:
        """A name for each, and the office they belong to."""
        for role, word in WORDS.items():
            parser.add_argument(f"--{word}", metavar="NAME", default="", help=f"{role.label}的姓名")
        office = f"{settings.QINQING_COUNTY}人民政府办公室"
        parser.add_argument("--office", metavar="NAME", default=office, help=f"他们所在的机构，默认{office}")

    def answer(self, *, at: datetime, **options: Any) -> Answer:
        """The three accounts with their passwords; refused where there are administrators."""
        names = {role: options[word] or _ask(role) for role, word in WORDS.items()}
        made = register.found(office=options["office"], names=names, by=MACHINE, at=at)
        lines = [f"{one.role.label}　{one.name}　用户名 {one.username}　密码 {one.password}" for one in made]
        data = {
            "administrators": [
                {"role": one.role, "name": one.name, "username": one.username, "password": one.password} for one in made
            ]
        }
        return Answer(data, "\n".join([*lines, "密码只显示这一次，请分别交给本人；登录后请各自修改。"]))


def _ask(role: Role) -> str:
    """The name, from whoever sits at the terminal; asked on standard error, which is no part of the answer."""
    if not sys.stdin.isatty():
        return ""
    print(f"{role.label}的姓名：", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()
