"""What an appeal's page shows of its way to another house, and the package that goes where there is no line."""

from qinqing.procedure.city.queries.packages import has_package, package
from qinqing.procedure.city.queries.showing import Exchange, exchange_of

__all__ = ["Exchange", "exchange_of", "has_package", "package"]
