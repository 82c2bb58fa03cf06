"""Python reads this at its start, where this folder is on its path: the served house opens on the stage's morning.

The clock goes on from there, so that the pages under test are the same in every season. Where the moment is named at which
that morning began, every program of the house has the same clock; otherwise each opens on the morning anew.
"""

import os
import time
from datetime import datetime, timedelta

import time_machine

morning = datetime.fromisoformat(os.environ["QINQING_TEST_MORNING"])
begun = float(os.environ.get("QINQING_TEST_BEGUN") or time.time())
time_machine.travel(morning + timedelta(seconds=time.time() - begun), tick=True).start()
