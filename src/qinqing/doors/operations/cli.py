"""``qinqing NAME …``: Django's commands and ours under one name, with one meaning of exit codes."""

import argparse
import os
import sys
from collections.abc import Sequence

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import BaseCommand, CommandError, ManagementUtility, get_commands
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, OperationalError

from qinqing.kernel.errors import NotFound, Refused

DONE, REFUSED, WRONG_USAGE = 0, 1, 2
NO_TABLE = "42P01"  # as PostgreSQL says it; SQLite calls it an operational error
GENERAL = frozenset({"help", "version"})

# argparse has no Chinese catalogue, and the people who run this read Chinese.
ARGPARSE_ZH = {
    "usage: ": "用法：",
    "options": "选项",
    "positional arguments": "参数",
    "show this help message and exit": "显示本说明",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "看不懂的参数：%s",
    "expected one argument": "后面要跟一个值",
    "expected at least one argument": "后面至少要跟一个值",
    "invalid choice: %(value)r (choose from %(choices)s)": "不能是 %(value)r，只能从 %(choices)s 中选",
    "invalid %(type)s value: %(value)r": "%(value)r 不是合格的 %(type)s",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "%(prog)s: error: %(message)s\n": "%(prog)s：%(message)s\n",
}


def main(arguments: Sequence[str] | None = None) -> None:
    """The program ``qinqing``. Ends with 0 (done), 1 (refused or no) or 2 (wrong usage)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qinqing.config.settings")
    CommandError.__name__ = SystemCheckError.__name__ = "没有办成"  # Django puts the name before the reason
    vars(argparse)["_"] = lambda text: ARGPARSE_ZH.get(text, text)
    try:
        code = run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough: `qinqing … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = REFUSED
    sys.exit(code)


def run(given: list[str]) -> int:
    """Runs one command and says how it ended, apart from those that end the program themselves."""
    try:
        django.setup()  # now and not later: without the settings Django knows only its own commands
        words = join_words(given)
        if words and not words[0].startswith("-") and words[0] not in GENERAL and words[0] not in get_commands():
            return _say(f"没有“{given[0]}”这个命令，运行 qinqing help 可以看到全部命令", WRONG_USAGE)
        _Utility(["qinqing", *words], typed=" ".join(given[: len(given) - len(words) + 1])).execute()
    except Refused as refusal:
        return _say(str(refusal), REFUSED)
    except NotFound:
        return _say("没有找到，请核对编号或代码", REFUSED)
    except ImproperlyConfigured as mistake:
        return _say(f"配置有误：{mistake}", REFUSED)
    except DatabaseError as trouble:
        if not isinstance(trouble, OperationalError) and getattr(trouble.__cause__, "sqlstate", "") != NO_TABLE:
            raise
        return _say(
            f"数据库用不了，请检查它是否已启动、QINQING_DATABASE_URL 是否正确、是否已运行 migrate：{trouble}", REFUSED
        )
    except KeyboardInterrupt:
        return _say("已中断", 130)
    return DONE


class _Utility(ManagementUtility):
    """Django's, but a command's help names it as it was typed: ``plan render``, not ``plan_render``."""

    def __init__(self, argv: list[str], *, typed: str) -> None:
        super().__init__(argv)
        self.typed = typed

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """The command, whose parser bears the typed words."""
        command = super().fetch_command(subcommand)
        usual, typed = command.create_parser, subcommand if self.argv[1] in GENERAL else self.typed
        vars(command)["create_parser"] = lambda program, _, **more: usual(program, typed, **more)
        return command


def join_words(given: list[str]) -> list[str]:
    """``calendar import FILE`` becomes ``calendar_import FILE`` when there is such a command."""
    for count in (2, 1):
        name = "_".join(given[:count]).replace("-", "_")
        if len(given) >= count and name in get_commands():
            return [name, *given[count:]]
    return given


def _say(sentence: str, code: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


if __name__ == "__main__":
    main()
