"""``qinqing run``: what ``make run`` calls. Brings the database up to date, fills an empty one, serves."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from qinqing.kernel.phrases import local
from qinqing.procedure.register import queries as register
from qinqing.services.accounts import queries as accounts


class Command(BaseCommand):
    """For trying it out on one machine."""

    help = "试用：更新数据库，空库时装入演示县，启动网页和后台，并列出演示账号"
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
            self._introduce()
        call_command("serve", port=options["port"], stdout=self.stdout)

    def _introduce(self) -> None:
        """The demo accounts, and in which post each of them acts."""
        today = local(timezone.now()).date()
        people = [(one.username, register.actor_for(one, None, today).title) for one in accounts.demo_accounts()]
        if not people:
            return
        width = max(len(username) for username, _ in people)
        lines = "\n".join(f"  {username:<{width}}  {title}" for username, title in people)
        self.stdout.write(f"演示账号（密码都是 {settings.QINQING_DEMO_PASSWORD}）：\n{lines}")
