"""The house as a picture, drawn from what the modules really import, so that docs/architecture.md cannot drift."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.apps import apps

from qinqing.kernel.errors import Refused

if TYPE_CHECKING:
    import grimp

FLOORS = ("config", "doors", "procedure", "services", "kernel")
MARKED = re.compile(r"(<!-- floors: written by `make diagrams` -->\n).*?(<!-- end of floors -->)", re.DOTALL)
Rooms = Mapping[str, frozenset[str]]


def redrawn(text: str) -> str:
    """The page with a fresh picture between its marks. Raises Refused for a page without them."""
    if not MARKED.search(text):
        raise Refused("说明架构的页面里没有图的起止标记，请恢复标记后再运行 make diagrams")
    picture = f"```mermaid\n{diagram(rooms())}\n```\n"
    return MARKED.sub(lambda found: found[1] + picture + found[2], text)


def rooms() -> Rooms:
    """For each room (``procedure.appeals``, or a floor that has none) the rooms its modules import."""
    graph = _graph()
    uses: dict[str, set[str]] = {}
    for module in graph.modules:
        here = _room(module)
        if not here:
            continue
        uses.setdefault(here, set())
        for imported in graph.find_modules_directly_imported_by(module):
            there = _room(imported)
            if there and there != here:
                uses[here].add(there)
    return {name: frozenset(used) for name, used in sorted(uses.items())}


def diagram(uses: Rooms) -> str:
    """Mermaid: a box a floor, its rooms inside; arrows between rooms of one floor, and from floor to floor."""
    lines = ["flowchart TB"]
    for floor in FLOORS:
        inside = [name for name in uses if _floor(name) == floor]
        own = {name: frozenset(used for used in uses[name] if _floor(used) == floor) for name in inside}
        lines += [f"    subgraph {floor}", "        direction TB"]
        lines += [f'        {_id(name)}["{_title(name)}"]' for name in inside]
        lines += [f"        {_id(one)} --> {_id(other)}" for one, other in _arrows(own)]
        lines.append("    end")
    return "\n".join([*lines, *(f"    {above} ==> {below}" for above, below in _arrows(_between_floors(uses)))])


def _between_floors(uses: Rooms) -> Rooms:
    return {
        floor: frozenset(_floor(used) for name in uses if _floor(name) == floor for used in uses[name]) - {floor}
        for floor in FLOORS
    }


def _arrows(uses: Rooms) -> list[tuple[str, str]]:
    """Who uses whom, less what is also reached by way of another."""
    return [
        (one, other)
        for one in uses
        for other in sorted(uses[one])
        if not any(other in _reach(way, uses) for way in uses[one] - {other})
    ]


def _reach(room: str, uses: Rooms) -> set[str]:
    found: set[str] = set()
    waiting = [room]
    while waiting:
        new = uses.get(waiting.pop(), frozenset()) - found
        found |= new
        waiting.extend(new)
    return found


def _graph() -> "grimp.ImportGraph":
    try:
        import grimp  # noqa: PLC0415  # a tool of development; everything else here works without it
    except ImportError as absent:
        raise Refused("画楼层图需要开发环境里的 grimp，请先运行 make check 或 make diagrams 建好环境") from absent
    return grimp.build_graph("qinqing", exclude_type_checking_imports=True, cache_dir=None)


def _room(module: str) -> str:
    """``procedure.appeals`` of ``qinqing.procedure.appeals.rules.clocks``; nothing for a floor's own package."""
    floor, *rest = [*module.split(".")[1:], ""]
    if floor not in FLOORS:
        return ""
    if floor in {"config", "kernel"}:
        return floor
    return f"{floor}.{rest[0]}" if rest[0] else ""


def _floor(room: str) -> str:
    return room.partition(".")[0]


def _id(room: str) -> str:
    return room.replace(".", "_") if "." in room else f"{room}_floor"


def _title(room: str) -> str:
    name = room.rpartition(".")[2]
    told = {app.name: str(app.verbose_name) for app in apps.get_app_configs()}.get(f"qinqing.{room}", "")
    return f"{name} {told}" if re.search("[一-鿿]", told) else name
