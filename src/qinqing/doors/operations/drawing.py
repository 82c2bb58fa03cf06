"""The tables of moves as pages for people: a diagram and a list, generated so that they cannot drift from the code."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from qinqing.kernel.moves import Move, Moves

HEAD = "| 步骤 | 从 | 到 | 由谁 | 条款 | 起算 | 停止 | 暂停 | 恢复 |\n|---|---|---|---|---|---|---|---|---|"
NOTE = "<!-- Written by `make diagrams` from the table of moves; edit the table, not this page. -->"


def tables() -> Iterator[tuple[str, Moves]]:
    """Each table of moves in the chapters' ``states``, with its chapter's Chinese name."""
    for chapter in apps.get_app_configs():
        if not chapter.name.startswith("qinqing.procedure.") or find_spec(f"{chapter.name}.states") is None:
            continue
        found = vars(import_module(f"{chapter.name}.states")).values()
        yield from ((str(chapter.verbose_name), table) for table in found if isinstance(table, Moves))


def pages() -> dict[str, str]:
    """Text by file name, ``appeals-appeal.md`` for the subject ``appeals.appeal``."""
    return {f"{table.subject.replace('.', '-')}.md": page(title, table) for title, table in tables()}


def page(title: str, table: Moves) -> str:
    """One page: the diagram of moves that change the state, then every move."""
    lines = "\n".join(_row(table, move) for move in table)
    return f"# {title}\n\n{NOTE}\n\n```mermaid\n{diagram(table)}\n```\n\n{HEAD}\n{lines}\n"


def diagram(table: Moves) -> str:
    """Only what leads somewhere: moves that keep the state would cover the picture with loops."""
    names = [f'    state "{state.label}" as {state.value}' for state in table.states]
    arrows = [f"    {source} --> {move.target.value}: {move.label}" for move in table for source in _from(table, move)
              if move.target and move.target.value != source]  # fmt: skip
    ends = [f"    {state.value} --> [*]" for state in table.states if not _leaves(table, state.value)]
    return "\n".join(["stateDiagram-v2", *names, *arrows, *ends])


def _from(table: Moves, move: Move) -> list[str]:
    return [state.value for state in table.states if state in move.sources] or ["[*]"]


def _leaves(table: Moves, state: str) -> bool:
    return any(move.target and move.target.value != state and state in _from(table, move) for move in table)


def _row(table: Moves, move: Move) -> str:
    everywhere = len(move.sources) == len(table.states)
    sources = "任何状态" if everywhere else "、".join(state.label for state in table.states if state in move.sources)
    clocks = [
        "、".join(clock.label for clock in kinds) for kinds in (move.starts, move.stops, move.pauses, move.resumes)
    ]
    target = move.target.label if move.target else "不变"
    return f"| {' | '.join([move.label, sources or '（新）', target, move.performers, move.clause, *clocks])} |"
