"""Which steps take a told appeal to where the demo should find it: the ladder walked by name, rung by rung.

``steps_of`` only names them; ``walking`` lets the right people take them, through the actions everybody uses.
"""

from collections.abc import Sequence

from qinqing.doors.operations.county.story import Appeal

REGISTERED = ("register", "sort")
HANDLING = (*REGISTERED, "transfer", "settle_return", "sign_for", "contact")
SETTLED = (*HANDLING, "settle_extension", "settle_material", "assist")
HEARING = ("schedule", "prepare")
CONSULTED = ("consult", "give_opinions", "compile_opinions")
ANSWER = ("draft_answer", "sign_answer")
CLOSING = ("confirm", "close", "follow_up", "evaluate")
REFUSED = ("propose_refusal", "refuse")

# How far a state lies beyond the point where its rung begins.
ON_FIRST_RUNG: dict[str, tuple[str, ...]] = {
    "lodged": (),
    "registered": REGISTERED,
    "refusal_proposed": ("propose_refusal",),
    "refused": REFUSED,
    "reviewing": (*REFUSED, "ask_review"),
    "transferred": (*REGISTERED, "transfer"),
    "returned": (*REGISTERED, "transfer", "return"),
    "handling": (*HANDLING, "settle_extension", "assist"),
    "awaiting_material": (*HANDLING, "ask_material"),
    "signing": (*SETTLED, "draft_answer"),
    "answered": (*SETTLED, *ANSWER),
    "doubted": (*SETTLED, *ANSWER, "doubt"),
    "doubted_again": (*SETTLED, *ANSWER, "doubt", *ANSWER, "doubt"),
    "confirmed": (*SETTLED, *ANSWER, "confirm"),
    "unresolved": (*SETTLED, "draft_unresolved", "sign_unresolved"),
    "fast_lane": (*REGISTERED, "ask_fast_lane"),
    "shelving_proposed": (*SETTLED, "draft_unresolved", "sign_unresolved", "propose_shelving"),
    "shelved": (*SETTLED, "draft_unresolved", "sign_unresolved", "propose_shelving", "approve_shelving"),
}
ON_UPPER_RUNGS: dict[str, tuple[str, ...]] = {
    "at_office": (),
    "consulting": ("consult",),
    "ripe": (),
    "scheduled": HEARING,
    "unresolved": (*HEARING, "leave_unresolved"),
    "implementing": (*HEARING, "decide"),
    "answered": (*HEARING, "conclude"),
    "doubted": (*HEARING, "conclude", "doubt"),
    "doubted_again": (*HEARING, "conclude", "doubt", *ANSWER, "doubt"),
    "confirmed": (*HEARING, "conclude", "confirm"),
    "closed": (*HEARING, "conclude", *CLOSING),
    "shelving_proposed": (*HEARING, "leave_unresolved", "propose_shelving"),
    "shelved": (*HEARING, "leave_unresolved", "propose_shelving", "approve_shelving"),
}
WITH_CITY: dict[str, tuple[str, ...]] = {
    "with_city": (),
    "unresolved": ("city_leaves",),
    "implementing": ("city_decides",),
    "answered": ("city_concludes",),
    "doubted": ("city_concludes", "doubt"),
    "confirmed": ("city_concludes", "confirm"),
    "closed": ("city_concludes", *CLOSING),
    "shelving_proposed": ("city_leaves", "propose_shelving"),
    "shelved": ("city_leaves", "propose_shelving", "approve_shelving"),
}


def steps_of(told: Appeal) -> Sequence[str]:
    """The steps after lodging, in order. Raises KeyError for a state that its rung does not have."""
    if told.state == "closed" and told.rung == 1:
        return _closed_early(told)
    if told.rung == 1:
        return ON_FIRST_RUNG[told.state]
    climb = (*_to_office(told), *_climb(told))
    ends = WITH_CITY if told.rung == 4 else ON_UPPER_RUNGS
    return (*climb, *ends[told.state])


def _closed_early(told: Appeal) -> Sequence[str]:
    """Closed without leaving the departments, or before reaching them."""
    if told.result == "merged":
        return ("merge",)
    if told.result == "withdrawn":
        return (*HANDLING, "withdraw")
    answered = (*SETTLED, *ANSWER)
    if told.ruling and len(told.doubts) > 1:
        return (*answered, "doubt", *ANSWER, "doubt", "rule_explained", "follow_up", "evaluate")
    return (*answered, "doubt", *ANSWER, *CLOSING) if told.doubts else (*answered, *CLOSING)


def _to_office(told: Appeal) -> Sequence[str]:
    if told.fast_lane:
        return (*REGISTERED, "ask_fast_lane", "accept_fast_lane")
    return (*SETTLED, "draft_unresolved", "sign_unresolved", "compile")


def _climb(told: Appeal) -> Sequence[str]:
    """From the office to the beginning of the told rung."""
    if told.state in ("at_office", "consulting"):
        return ()
    mayor = (*HEARING, "leave_unresolved", "report_to_mayor") if told.rung > 2 else ()
    city = (*HEARING, "leave_unresolved", "send_to_city") if told.rung > 3 else ()
    return (*CONSULTED, *mayor, *city)
