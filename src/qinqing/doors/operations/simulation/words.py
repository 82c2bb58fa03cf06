"""What simulated people say: words borrowed from the told appeals."""

from collections.abc import Sequence
from functools import cached_property

from qinqing.doors.operations.county.story import Appeal as Told
from qinqing.doors.operations.simulation.world import World
from qinqing.kernel.phrases import local
from qinqing.procedure.appeals import queries
from qinqing.procedure.register import queries as register


class Words:
    """Remembers which story each appeal was lodged with."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._told: dict[str, Told] = {}

    @cached_property
    def _stories(self) -> Sequence[Told]:
        return self.world.stories()

    def story(self) -> Told:
        """A story to lodge, its days filled in for today."""
        return self.world.one_of(self._stories).on(local(self.world.now).date())

    def remember(self, code: str, told: Told) -> None:
        """This appeal tells that story."""
        self._told[code] = told

    def story_of(self, appeal: queries.Appeal) -> Told:
        """The story of an appeal; for one that was there before the simulation, any."""
        return self._told.get(appeal.code) or self._stories[appeal.pk % len(self._stories)]

    def refusal(self) -> tuple[str, str]:
        """A reason not to accept, and who can help."""
        refusals = [told.refusal for told in self.world.cast.county.appeals if told.refusal]
        chosen = self.world.one_of(refusals)
        return chosen.reason, chosen.pointer

    @cached_property
    def _departments(self) -> Sequence[int]:
        leads = {told.lead for told in self._stories}
        return sorted(
            self.world.cast.organ(code) for code in leads if register.is_assignable(self.world.cast.organ(code))
        )

    def departments(self) -> Sequence[int]:
        """Organs that lead in some story."""
        return self._departments
