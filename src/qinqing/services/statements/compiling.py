"""A queryset compiled once: built with markers where its values stand, and asked with values in their places."""

from collections.abc import Callable, Hashable, Sequence
from copy import copy
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")

# A marker is a number above the ids there are, which a column of ids can hold, or a text that nobody types.
NUMBER, TEXT = 2_140_000_000, "\N{INVISIBLE SEPARATOR}value "


class Ask(Protocol[Row]):
    """Gives the rows for these values, in this order; ``shape`` chooses among statements of one kind."""

    def __call__(self, *values: int | str, **shape: Hashable) -> list[Row]: ...


def compiled(build: Callable[..., QuerySet[Any, Row]]) -> Ask[Row]:
    """The rows of the queryset that ``build`` makes of its values; built and compiled for the first call only.

    Positional arguments are values, whole numbers or text: each is compared with a column as it was given. None, a list,
    a date would make another statement, or be given to the database otherwise. Keyword arguments choose the statement,
    and each choice is compiled for itself. Raises TypeError for a value of another type, and for one that does not stand
    in the statement as it was given.
    """
    known: dict[Hashable, _Compiled] = {}

    @wraps(build)
    def ask(*values: int | str, **shape: Hashable) -> list[Row]:
        types = tuple(map(type, values))
        key = (connection.vendor, types, *shape.items())
        if key not in known:
            markers = [_marker(place, type_) for place, type_ in enumerate(types)]
            known[key] = _Compiled(build(*markers, **shape), markers)
        return known[key].rows(values)

    return ask


def _marker(place: int, type_: type) -> int | str:
    if type_ is int:
        return NUMBER + place
    if type_ is str:
        return f"{TEXT}{place}"
    raise TypeError(f"a compiled statement takes int and str, not {type_.__name__}")


class _Compiled:
    """One statement, its constants, and the places of its values."""

    def __init__(self, queryset: QuerySet[Any, Any], markers: Sequence[int | str]) -> None:
        self.model, self.iterable = queryset.model, cast(Any, queryset)._iterable_class
        compiler = queryset.query.get_compiler(connection=connection)
        self.sql, self.params = compiler.as_sql()
        self.places = [markers.index(param) if param in markers else None for param in self.params]
        if set(range(len(markers))) != set(self.places) - {None}:
            raise TypeError(f"a value does not stand as given in {self.sql}")
        converters = compiler.get_converters([expression for expression, *_ in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda expressions: converters  # the same columns, whichever connection brings them
        self.compiler = compiler

    def rows(self, values: Sequence[int | str]) -> list[Any]:
        filled = zip(self.places, self.params, strict=True)
        params = tuple(param if place is None else values[place] for place, param in filled)
        query = cast(Any, _Query(self.compiler, self.sql, params))
        return list(self.iterable(QuerySet(self.model, query)))


class _Query:
    """What a queryset needs of its query when it is read: a compiler that has compiled already."""

    def __init__(self, compiler: SQLCompiler, sql: str, params: Sequence[Any]) -> None:
        self.compiler = copy(compiler)
        self.compiler.as_sql = lambda *_, **__: (sql, params)  # type: ignore[method-assign,assignment]

    def get_compiler(self, using: str) -> SQLCompiler:
        """Bound to the connection of this thread."""
        self.compiler.connection = connection
        return self.compiler
