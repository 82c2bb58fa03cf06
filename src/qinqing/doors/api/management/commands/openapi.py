"""``qinqing openapi``: the interface's OpenAPI document."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from qinqing.doors.api.document import openapi_text


class Command(BaseCommand):
    """Prints the document; the same as ``/api/v1/openapi.json``."""

    help = "输出程序接口的 OpenAPI 说明（JSON）"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """``--json`` as every command of ours: this one speaks nothing else."""
        parser.add_argument("--json", action="store_true", help="只输出一个 JSON 对象（本命令总是如此）")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints it."""
        self.stdout.write(openapi_text())
