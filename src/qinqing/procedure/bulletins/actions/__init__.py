"""What bulletins write: the tracks that measures count."""

from qinqing.procedure.bulletins.actions.tracking import follow_record

__all__ = ["follow_record"]
