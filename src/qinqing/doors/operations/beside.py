"""What the worker does beside its duties: somebody waits for it, and it may take longer than the duties can wait."""

import logging
import threading
from datetime import datetime

from django.db import connections
from django.utils import timezone

from qinqing.services.documents import actions, queries

log = logging.getLogger("qinqing.worker")
LANE = "previews"


def make_previews(at: datetime) -> None:
    """Begins with the previews that are waited for. It goes on in a lane of its own: a hostile file takes more than a minute.

    Where the worker ends meanwhile, the converter ends with it, and what it was at is done again later.
    """
    if queries.previews_wait(at) and all(one.name != LANE for one in threading.enumerate()):
        threading.Thread(target=_make, name=LANE, daemon=True).start()


def _make() -> None:
    try:
        while actions.make_next_preview(clock=timezone.now):
            pass
    except Exception:  # the worker looks again in a second
        log.exception("a preview was not made")
    finally:
        connections.close_all()
