"""``qinqing NAME …``: Django's commands and ours under one name, with one meaning of exit codes."""

import os
import sys
from collections.abc import Sequence

from django.core.management import ManagementUtility, get_commands


def main(arguments: Sequence[str] | None = None) -> None:
    """The program ``qinqing``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qinqing.config.settings")
    given = list(sys.argv[1:] if arguments is None else arguments)
    ManagementUtility(["qinqing", *join_words(given)]).execute()


def join_words(given: list[str]) -> list[str]:
    """``calendar import FILE`` becomes ``calendar_import FILE`` when there is such a command."""
    if len(given) > 1 and "_".join(given[:2]).replace("-", "_") in get_commands():
        return ["_".join(given[:2]).replace("-", "_"), *given[2:]]
    return given
