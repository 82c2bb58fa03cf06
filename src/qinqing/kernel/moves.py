"""Moves as data: one line each, from which legality, buttons, refusals, diagrams and tests all come."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.labels import Labelled
from qinqing.kernel.verdicts import ALLOWED, Verdict, deny

Guard = Callable[[Actor, Any], Verdict]


@dataclass(frozen=True, slots=True)
class Move:
    """One step of the procedure.

    ``target`` None keeps the state. ``starts``, ``stops``, ``pauses`` and ``resumes`` name kinds of clock;
    ``grave`` moves cannot be undone and are confirmed first.
    """

    name: str
    label: str
    sources: frozenset[Labelled]
    target: Labelled | None
    by: frozenset[Role]
    clause: str
    guards: tuple[Guard, ...] = ()
    starts: tuple[Labelled, ...] = ()
    stops: tuple[Labelled, ...] = ()
    pauses: tuple[Labelled, ...] = ()
    resumes: tuple[Labelled, ...] = ()
    records: str = ""
    paper: str = ""
    grave: bool = False

    def judge(self, actor: Actor, state: Labelled, facts: Any) -> Verdict:
        """May this actor make this move from this state? The first obstacle names itself."""
        if actor.role not in self.by:
            return deny(f"“{self.label}”由{self.performers}办理，请转请其办理", self.clause)
        if state not in self.sources:
            return deny(f"现在是“{state.label}”，不能“{self.label}”，请刷新页面看最新进展", self.clause)
        for guard in self.guards:
            verdict = guard(actor, facts)
            if not verdict:
                return verdict if verdict.clause else deny(verdict.reason, self.clause)
        return ALLOWED

    @property
    def performers(self) -> str:
        """The posts that make this move, in Chinese."""
        return "、".join(role.label for role in Role if role in self.by)


@dataclass(frozen=True)
class Moves:
    """A chapter's table of moves, looked up by name."""

    subject: str
    states: type[Labelled]
    lines: tuple[Move, ...]
    index: dict[str, Move] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        index = {line.name: line for line in self.lines}
        if len(index) != len(self.lines):
            raise ValueError(f"{self.subject}: a move is named twice")
        object.__setattr__(self, "index", index)

    def __getitem__(self, name: str) -> Move:
        return self.index[name]

    def __iter__(self) -> Iterator[Move]:
        return iter(self.lines)

    def open_to(self, role: Role, state: Labelled) -> list[Move]:
        """The moves this role could make from this state, guards aside."""
        return [line for line in self.lines if role in line.by and state in line.sources]

    def diagram(self) -> str:
        """The table as a Mermaid state diagram."""
        arrows = [
            f"    {source.value} --> {(line.target or source).value}: {line.label}"
            for line in self.lines
            for source in self.states
            if source in line.sources
        ]
        names = [f'    state "{state.label}" as {state.value}' for state in self.states]
        return "\n".join(["stateDiagram-v2", *names, *arrows])


def move(
    name: str,
    label: str,
    *,
    on: Iterable[Labelled],
    to: Labelled | None,
    by: Iterable[Role],
    under: str,
    **rest: Any,
) -> Move:
    """One line of a table, read as a sentence."""
    return Move(name, label, frozenset(on), to, frozenset(by), under, **rest)
