"""``qinqing calendar import FILE [--preview]``: a State Council notice, and the clocks it moves."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from qinqing.kernel.actors import MACHINE, Actor, Role
from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import day_zh
from qinqing.kernel.workdays import day_of
from qinqing.procedure.register import queries as register
from qinqing.services.accounts import queries as accounts
from qinqing.services.calendar import actions, rules
from qinqing.services.calendar.permits import KEEPERS

SHOWN = 20
HERE = "命令行"
WORDS = {
    "previewed": "预览：没有做任何改动",
    "imported": "已录入，未经第二人确认：请工信商务局负责人在“工作日历”页核对后确认或撤回",
    "entered": "已录入",
}


class Command(BaseCommand):
    """Enters a notice from a file, for the two people named or for the machine's operator, or shows what it would change."""

    help = "录入放假通知（.json .toml .csv 或通知原文 .txt），并重算计时中的时限；没有写两个人的，注明未经第二人确认"

    def add_arguments(self, parser: CommandParser) -> None:
        """FILE and --preview as in the contract; the two people who answer for it."""
        parser.add_argument("file", metavar="FILE", type=Path, help="通知文件")
        parser.add_argument("--preview", action="store_true", help="只看会移动什么，不做任何改动")
        parser.add_argument("--proposed-by", metavar="USER", help="提出人的用户名，与 --confirmed-by 一起用")
        parser.add_argument("--confirmed-by", metavar="USER", help="确认人的用户名，须是另一个人")
        parser.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reads the file and does what was asked; without two names nobody has seconded it, and it says so."""
        two = options["proposed_by"], options["confirmed_by"]
        if any(two) and not all(two):
            raise CommandError("--proposed-by 和 --confirmed-by 要一起写；都不写，就注明未经第二人确认", returncode=2)
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"打不开文件 {options['file']}：{error.strerror}", returncode=1) from error
        try:
            draft = rules.parse_notice(content, options["file"].name)
            done, moved = _do(draft, two, preview=options["preview"], at=timezone.now())
        except Refused as refused:
            raise CommandError(str(refused), returncode=1) from refused
        told = json.dumps(_data(moved, done), ensure_ascii=False) if options["json"] else _text(moved, done)
        self.stdout.write(told)


def _do(draft: rules.Draft, two: tuple[str, str], *, preview: bool, at: datetime) -> tuple[str, actions.Moved]:
    by = _keeper(two[0], at) if two[0] else Actor(Role.SYSTEM_ADMIN, name=HERE)
    moved = actions.preview_notice(draft, by=by, at=at)
    if preview:
        return "previewed", moved
    if two[1]:
        return "entered", actions.enter_notice(draft, proposed_by=by, by=_keeper(two[1], at), at=at)
    if register.is_empty():
        return "entered", actions.enter_at_setup(draft, by=MACHINE, at=at)
    return "imported", actions.import_notice(draft, by=by, at=at)


def _keeper(username: str, at: datetime) -> Actor:
    """The account in the post that lets it rule on notices, marked as acting at the machine."""
    account = accounts.account_by_username(username)
    if account is None or not account.is_active:
        raise Refused(f"没有在用的账号“{username}”，请核对用户名")
    held = register.posts_of(account, day_of(at))
    post = next((one for one in held if one.role in KEEPERS), None)
    if post is None:
        raise Refused(f"账号“{username}”不是系统管理员或工信商务局负责人，不能提出或确认放假通知")
    actor = register.actor_for(account, post.id, day_of(at))
    return replace(actor, post_label=f"{actor.post_label}，{HERE}")


def _data(moved: actions.Moved, done: str) -> dict[str, object]:
    return {
        "year": moved.year,
        "holidays": [day.isoformat() for day in moved.holidays],
        "worked": [day.isoformat() for day in moved.worked],
        "moved": [
            {
                "subject": clock.subject,
                "key": clock.key,
                "kind": clock.kind,
                "old": clock.old_on.isoformat(),
                "new": clock.new_on.isoformat(),
            }
            for clock in moved.moved
        ],
        "overdue_after": moved.overdue_after,
        "done": done,
    }


def _text(moved: actions.Moved, done: str) -> str:
    days = [
        f"{moved.year}年：放假 {len(moved.holidays)} 天，调休上班 {len(moved.worked)} 天（第 {moved.version} 版）",
        f"{'已移动' if done != 'previewed' else '将移动'} {len(moved.moved)} 个时钟，{moved.confirmed} 个到期日不变、只改暂定标记",
        f"超期时钟：此前 {moved.overdue_before} 个，此后 {moved.overdue_after} 个",
    ]
    clocks = [
        f"  {clock.subject} {clock.key}：{day_zh(clock.old_on, this_year=0)} → {day_zh(clock.new_on, this_year=0)}"
        for clock in moved.moved[:SHOWN]
    ]
    more = [f"  …… 另有 {len(moved.moved) - SHOWN} 个"] if len(moved.moved) > SHOWN else []
    return "\n".join([*days, *clocks, *more, WORDS[done]])
