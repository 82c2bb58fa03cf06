"""How alike two texts are by the pairs of characters they share, rare pairs counting more. Pure."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

# What one look may cost: that many tokens, standing in about that many documents.
TOKENS_ASKED, DOCUMENTS_READ = 32, 5_000
UNSEEN_ASKED = 10
ASKED_PART = 0.75


@dataclass(frozen=True, slots=True)
class Rarity:
    """How much each token says, the rarer the more (``seldom`` for one that nobody used yet), learned from a sample.

    ``reach`` is in about how many of all documents a token stands.
    """

    weights: Mapping[str, float]
    reach: Mapping[str, int]
    seldom: float

    def weight(self, token: str) -> float:
        """How much one token says."""
        return self.weights.get(token, self.seldom)

    def telling(self, tokens: Collection[str]) -> dict[str, float]:
        """The tokens worth looking for: the rarest first, as long as the documents they stand in can be read.

        A token nobody used yet finds nothing, so only some of those are asked for.
        """
        chosen: dict[str, float] = {}
        unseen = cost = 0
        for token in sorted(tokens, key=lambda token: (-self.weights.get(token, self.seldom), token)):
            unseen += token not in self.reach
            if token not in self.reach and unseen > UNSEEN_ASKED:
                continue
            cost += self.reach.get(token, 0)
            if len(chosen) == TOKENS_ASKED or (cost > DOCUMENTS_READ and chosen):
                break
            chosen[token] = round(self.weights.get(token, self.seldom), 3)
        return chosen

    def alike(self, asked: Collection[str], known: Collection[str]) -> float:
        """0 for nothing in common, 1 for the same tokens; that a short text is told at length hardly matters."""
        shared = self._squares(set(asked) & set(known))
        return self.of_shared(shared, self._squares(asked), self._squares(known))

    def of_shared(self, shared: float, asked: float, known: float) -> float:
        """The same, by sums of squared weights: of the tokens in common, of those asked for and of those known."""
        return float(shared / (asked**ASKED_PART * known ** (1 - ASKED_PART))) if shared else 0.0

    def _squares(self, tokens: Iterable[str]) -> float:
        weights, seldom = self.weights, self.seldom
        return sum(weights.get(token, seldom) ** 2 for token in tokens)


def rarity(bodies: Iterable[str], total: int) -> Rarity:
    """Learned from documents' stored tokens, of ``total`` there are."""
    standing: Counter[str] = Counter()
    seen = 0
    for body in bodies:
        standing.update(telling_tokens(body))
        seen += 1
    weights = {token: math.log((seen + 1) / (count + 0.5)) for token, count in standing.items()}
    reach = {token: max(total, seen) * count // max(seen, 1) for token, count in standing.items()}
    return Rarity(weights, reach, math.log(2 * (seen + 1)))


def telling_tokens(body: str) -> set[str]:
    """The different tokens of a document, without numbers and single characters."""
    return {token for token in body.split() if len(token) > 1 and not token.isdecimal()}
