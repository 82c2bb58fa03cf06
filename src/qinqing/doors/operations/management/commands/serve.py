"""``qinqing serve``: web and worker by a production server."""

import socket
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from qinqing.doors.operations.serving import serve


class Command(BaseCommand):
    """Checks first, then opens the doors."""

    help = "启动网页服务和后台工作"
    requires_system_checks = ()  # done below, with the database included

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认只对本机开放")
        parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
        parser.add_argument(
            "--workers", type=int, default=2, help="网页进程个数，默认 2；每个约占 100 MiB 内存，一般与处理器核数相同"
        )
        parser.add_argument("--threads", type=int, default=8, help="每个网页进程的线程数，默认 8")
        parser.add_argument(
            "--no-worker", action="store_true", help="不启动后台工作（由别的机器或 qinqing worker 承担）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Serves until a signal ends it."""
        if options["workers"] < 1 or options["threads"] < 1:
            raise CommandError("--workers 和 --threads 至少是 1", returncode=2)
        self._require_tables()
        self.check(databases=["default"], display_num_errors=False)
        self._require_address(options["host"], options["port"])
        connection.close()
        self.stdout.write(f"亲清 http://{options['host']}:{options['port']}/ （按 Ctrl+C 停止）")
        self.stdout.flush()
        serve(
            host=options["host"],
            port=options["port"],
            workers=options["workers"],
            threads=options["threads"],
            with_worker=not options["no_worker"],
        )

    def _require_tables(self) -> None:
        try:
            executor = MigrationExecutor(connection)
            waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError as error:
            raise CommandError(f"数据库连不上，请检查 QINQING_DATABASE_URL：{error}") from error
        if waiting:
            raise CommandError(f"数据库还差 {len(waiting)} 步更新，请先运行 qinqing migrate")

    def _require_address(self, host: str, port: int) -> None:
        """Said plainly here, because the server itself would answer with a traceback."""
        try:
            family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
            with socket.socket(family, socket.SOCK_STREAM) as trial:
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                trial.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CommandError(f"{host}:{port} 用不了（{error}），请换一个 --port") from error
