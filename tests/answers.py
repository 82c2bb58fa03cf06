"""What comes back from the doors, as tests handle it."""

from typing import Any


def let_go(answer: Any) -> None:
    """Closes a file that is being sent. Closing the answer itself would close the database of the test."""
    for close in answer._resource_closers:
        close()
