"""What all our commands share: the clock, ``--json``, progress bars, and refusals on standard error."""

import json
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from tqdm import tqdm

from qinqing.kernel.errors import NotFound, Refused

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say: ``data`` with the keys of the contract, the same as Chinese ``text``.

    ``fault`` is one Chinese sentence when the answer is "no"; the program then ends with 1.
    """

    data: Mapping[str, object]
    text: str
    fault: str = ""


class OperatorCommand(BaseCommand, ABC):
    """A command of ours. Subclasses write ``add_words`` and ``answer``.

    Exit codes: 0 done, 1 refused or "no" (the reason on standard error), 2 wrong usage.
    """

    requires_system_checks = ()  # an operator in trouble needs the command, not a lecture; `serve` checks
    suppressed_base_arguments = {
        "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
    }  # fmt: skip

    def add_arguments(self, parser: CommandParser) -> None:
        """The command's own words, and ``--json``."""
        self.add_words(parser)
        parser.add_argument("--json", action="store_true", help="只输出一个 JSON 对象，供程序读取")

    def add_words(self, parser: CommandParser) -> None:
        """Adds the words and options of the command."""

    @abstractmethod
    def answer(self, *, at: datetime, **options: Any) -> Answer:
        """Does the work. ``at`` is the moment the command was called."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Reads the clock, asks for the answer, and says it in the form that was asked for."""
        try:
            answer = self.answer(at=timezone.now(), **options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except NotFound as missing:
            raise CommandError(str(missing) or "没有找到，请核对编号或代码") from missing
        told = json.dumps(answer.data, ensure_ascii=False, cls=DjangoJSONEncoder) if options["json"] else answer.text
        if told:
            self.stdout.write(told)
        if answer.fault:
            raise CommandError(answer.fault)


def progress(things: Iterable[T], *, what: str, total: int | None = None) -> Iterable[T]:
    """The same things, with a progress bar on standard error when a person is looking."""
    bar: Iterable[T] = tqdm(things, total=total, desc=what, disable=not sys.stderr.isatty(), leave=False)
    return bar


def progress_by(
    things: Iterable[T], reached: Callable[[T], int], *, what: str, total: Callable[[], int]
) -> Iterator[T]:
    """The same things, with a progress bar by what each has reached; the total is only asked for when somebody looks."""
    looking = sys.stderr.isatty()
    with tqdm(total=total() if looking else None, desc=what, disable=not looking, leave=False) as bar:
        for thing in things:
            bar.update(reached(thing) - bar.n)
            yield thing
