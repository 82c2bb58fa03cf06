"""Statements that page after page asks: told as querysets, as everywhere, and written as SQL once.

Django writes a queryset's SQL anew whenever it is asked, which takes Python longer than it takes the database to answer.
Where nothing but the values changes, what was written the first time can be asked again. Other frameworks call this a
compiled query; Django has none.
"""

from qinqing.services.statements.compiling import compiled

__all__ = ["compiled"]
