"""Python reads this at its start, where this folder is on its path: the served house opens on the stage's morning.

The clock goes on from there, so that the pages under test are the same in every season.
"""

import os
from datetime import datetime

import time_machine

time_machine.travel(datetime.fromisoformat(os.environ["QINQING_TEST_MORNING"]), tick=True).start()
