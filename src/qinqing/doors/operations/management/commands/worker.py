"""``qinqing worker``: performs the duties of config/wiring.py every minute, the urgent ones every second. ``serve`` starts one by itself."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.module_loading import import_string

from qinqing.doors.operations import duties


class Command(BaseCommand):
    """Runs until it is told to stop."""

    help = "后台工作：每分钟检查一次到期的事项（封存、时限补算、清理过期草稿和会话）并办理"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="只办一轮就结束；有一项失败即以 1 结束")
        parser.add_argument("--every", type=float, default=60.0, metavar="SECONDS", help="多少秒一轮，默认 60")
        parser.add_argument("--parent", type=int, metavar="PID", help="这个进程不在了就停止")

    def handle(self, *args: Any, **options: Any) -> None:
        """Performs the duties once, or over and over."""
        known = duties.load(import_string(settings.QINQING_DUTIES))
        if not options["once"]:
            urgent = duties.load(import_string(settings.QINQING_URGENT))
            duties.Worker(known, urgent=urgent, every=max(1.0, options["every"]), parent=options["parent"]).turn()
            return
        failed = duties.perform(known, at=timezone.now())
        if failed:
            raise CommandError(f"有 {len(failed)} 项没有办成：{'、'.join(failed)}，原因见上面的日志")
