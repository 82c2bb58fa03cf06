"""制度执行检查: which steps of the Plan a record shows were taken, and which were not, clause by clause. Pure."""

from qinqing.procedure.bulletins.rules.checking.checks import CHECKS, LATE, Check
from qinqing.procedure.bulletins.rules.checking.habits import HABITS, Habit
from qinqing.procedure.bulletins.rules.checking.steps import Step, Told, steps

__all__ = ["CHECKS", "HABITS", "LATE", "Check", "Habit", "Step", "Told", "steps"]
