"""抽样回访: a draw follows from frame, seed and share alone; few answers give no percentage, none no division."""

from hashlib import sha256
from random import Random

import pytest

from qinqing.procedure.supervision.rules.sampling import Answered, Drawable, Part, draw, gaps

FRAME = [Drawable(f"JDR-2026-{number:06d}", "abc"[number % 3]) for number in range(1, 61)]


def drawn_elsewhere(frame, seed, share):
    """The same draw, written down once more from the words on the page."""
    chosen = []
    for organ in {organ for _, organ in frame}:
        order = sorted((sha256(f"{seed}:{number}".encode()).hexdigest(), number) for number, of in frame if of == organ)
        chosen += [number for _, number in order[: -(-len(order) * share // 100)]]
    return sorted(chosen)


@pytest.mark.parametrize("share", [1, 10, 33, 100])
@pytest.mark.parametrize("seed", ["5eed", "another", "种子"])
def test_whoever_knows_the_rule_draws_the_same(seed, share):
    assert draw(FRAME, seed=seed, share=share) == drawn_elsewhere(FRAME, seed, share)


def test_the_order_of_the_frame_does_not_matter():
    shuffled = FRAME[:]
    Random(7).shuffle(shuffled)
    assert sorted(draw(shuffled, seed="s", share=20)) == draw(FRAME, seed="s", share=20)


def test_another_seed_draws_others():
    assert draw(FRAME, seed="a", share=20) != draw(FRAME, seed="b", share=20)


def test_every_department_is_drawn_from_and_none_twice():
    drawn = draw([*FRAME, Drawable("JDR-2026-000099", "d")], seed="s", share=10)
    assert len(drawn) == len(set(drawn)) == 7
    assert "JDR-2026-000099" in drawn


def test_each_appeal_is_drawn_about_as_often_as_any_other():
    times = dict.fromkeys((row.number for row in FRAME), 0)
    for seed in range(2000):
        for number in draw(FRAME, seed=str(seed), share=10):
            times[number] += 1
    assert all(150 < count < 250 for count in times.values()), times


def test_nothing_closed_gives_nothing_drawn_and_no_line():
    assert draw([], seed="s", share=10) == []
    assert gaps({}, [], [], []) == []


def test_no_answers_are_no_percentage_and_not_a_hundred_per_cent():
    (row, total) = gaps({"供电公司": 3}, [], [], [Answered("供电公司")])
    for one in (row, total):
        assert (str(one.own), str(one.rated), str(one.sampled)) == ("—", "—", "—")
        assert (one.own_gap, one.rated_gap, one.drawn, one.reached) == ("—", "—", 1, 0)


def test_few_answers_are_counts_and_no_gap():
    assert (str(Part(4, 4)), Part(4, 4).percent) == ("4/4（不足5件）", None)
    assert Part(4, 4).over(Part(9, 10)) == Part(9, 10).over(Part(4, 4)) == "件数太少，不算"


def test_the_gap_is_what_was_reported_less_what_was_sampled():
    answered = [Answered("甲", True, content, uncalled=not content) for content in [True] * 3 + [False] * 2]
    (row, total) = gaps({"甲": 50}, [("甲", True)] * 9 + [("甲", False)], [("甲", True)] * 5, answered)
    assert (str(row.own), str(row.sampled), row.own_gap, row.rated_gap) == (
        "90%（9/10）",
        "60%（3/5）",
        "+30.0",
        "+40.0",
    )
    assert (row.reached, row.uncalled, total.closed) == (5, 2, 50)
