"""Telling every process that organs or posts changed."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from qinqing.kernel.ids import public_code
from qinqing.kernel.reading import changes
from qinqing.procedure.register.models import RegisterVersion
from qinqing.procedure.register.queries.table import TABLE

ONLY = 1


@contextmanager
def changing() -> Iterator[None]:
    """A transaction that changes organs, posts or holdings: writers wait in line, and readers learn of it.

    The version changes first, so that a second writer waits and then sees what the first wrote; and last, so that what
    was read in between, half done, is not taken for the outcome.
    """
    with transaction.atomic():
        _renew()
        yield
        _renew()


def _renew() -> None:
    changes(TABLE)
    RegisterVersion.objects.update_or_create(pk=ONLY, defaults={"token": public_code(20)})
