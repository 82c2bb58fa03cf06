"""``qinqing run``: what ``make run`` calls. Brings the database up to date, fills an empty one, serves."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from qinqing.doors.web import demo
from qinqing.kernel.phrases import local
from qinqing.services.accounts import queries as accounts

NOBODY_YET = (
    "数据库里还没有账号，谁也不能登录。另开一个终端运行 qinqing administrators（make run 的在 .venv/bin 里），"
    "得到三个管理员的用户名和密码，再照使用指南的“新县启用”往下做。"
)


class Command(BaseCommand):
    """For trying it out on one machine."""

    help = "试用：更新数据库，空库时装入演示县，启动网页和后台，并列出网址和主要的演示账号"
    requires_system_checks = ()  # `serve` checks

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serves until a signal ends it."""
        call_command("migrate", verbosity=0)
        if settings.QINQING_DEMO and not accounts.accounts(limit=1):
            self.stdout.write("数据库是空的，正在装入演示县 ……")
            call_command("demo", stdout=self.stdout)
        if settings.QINQING_DEMO:
            self._introduce(options["port"])
        elif not accounts.accounts(limit=1):
            self.stdout.write(NOBODY_YET)
        call_command("serve", port=options["port"], stdout=self.stdout)

    def _introduce(self, port: int) -> None:
        """Where it is, and one account for each role; `serve` ends with the address again."""
        first, others = demo.people(local(timezone.now()).date())
        if not first:
            return
        width = max(len(person.username) for person in first)
        address = f"http://127.0.0.1:{port}/"
        self.stdout.write(f"网址 {address}\n演示账号，每种岗位一个（密码都是 {settings.QINQING_DEMO_PASSWORD}）：")
        for person in first:
            self.stdout.write(f"  {person.username:<{width}}  {person.name}（{person.label}）")
        if others:
            self.stdout.write(f"其余 {len(others)} 个账号列在登录页 {address}sign-in/")
