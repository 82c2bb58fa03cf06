"""What an appeal's page shows of its way to another house, and the package that goes where there is no line."""

from qinqing.procedure.city.queries.looking import Looked, looked
from qinqing.procedure.city.queries.packages import package, packages
from qinqing.procedure.city.queries.showing import Exchange, exchange_of, goes_by_hand

__all__ = ["Exchange", "Looked", "exchange_of", "goes_by_hand", "looked", "package", "packages"]
