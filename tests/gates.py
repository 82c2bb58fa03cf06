"""``make test`` is the gate of every change and takes a share of the largest figures; ``make trust`` takes them whole."""

import os

WHOLE = os.environ.get("QINQING_WHOLE") == "1"
