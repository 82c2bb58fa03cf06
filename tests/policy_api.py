"""Who may use which operation of the interface: one line for each, written and reviewed by hand."""

from tests.groups import ALL, ENTERPRISES, HEARD, MINUTED, STAFF, UPPER, WORK, Line, line, staff_of
from tests.world import BUREAU, LEAD, LEADERS

# The interface, by operation: the same people, with a token of theirs that has every scope. ``ANYBODY`` asks without one.
ANYBODY = ALL
API: dict[str, Line] = {
    # Open to everybody
    "openapi": line(ANYBODY),
    "bulletins": line(ANYBODY),
    "bulletin": line(ANYBODY, month="bulletin"),
    "measures": line(ANYBODY),
    "days": line(ANYBODY),
    "county": line(ANYBODY),
    # The enterprise's own
    "lodge": line(ANYBODY),
    "track": line(ANYBODY),  # whoever has number and query code; without them everybody is asked for them
    "own_appeals": line(ENTERPRISES),
    "own_appeal": line({"own enterprise"}, code="own"),
    "own_move": line({"own enterprise"}, code="own", name="=withdraw"),
    "own_material": line({"own enterprise"}, code="own"),
    "own_file": line({"own enterprise"}, code="own", file="file"),
    "evaluate": line({"own enterprise"}, code="closed"),
    "own_item_move": line({"own enterprise"}, code="implementing", item="item", name="=confirm"),
    # The desk
    "todo": line(WORK),
    "appeals": line(WORK),
    "receive": line({"intake"}),
    "hand_down": line({"city"}),
    "appeal": line(staff_of("implementing"), code="implementing"),
    "move": line(staff_of("own"), code="own", name="=ask_material"),
    "material": line(staff_of("own"), code="own"),
    "file": line(staff_of("own"), code="own", file="file"),
    # Decided items
    "items": line(WORK - {"city"}),
    "item": line(HEARD, code="item"),
    "item_move": line(HEARD, code="item", name="=note_progress"),
    "item_proof": line(HEARD, code="item"),
    "item_file": line(HEARD, code="item", file="item file"),
    "item_paper": line(BUREAU | LEADERS | {"office"} | LEAD, code="item", paper="item paper", form="=docx"),
    # Reception days and minutes
    "reception_days": line(WORK - {"city"}),
    "plan_day": line({"office"}),
    "call_meeting": line({"office"}),
    "reception_day": line(HEARD, code="day"),
    "day_move": line(HEARD, code="day", name="=close_day"),
    "day_paper": line(set(), code="day", paper="=none", form="=docx"),  # no notice of it was issued
    "minutes_list": line(WORK - {"city"}),
    "minutes": line(MINUTED, code="minutes"),
    "minutes_move": line(MINUTED, code="minutes", name="=propose_erratum"),
    "minutes_paper": line(
        BUREAU | LEADERS | {"office", "inspector"}, code="minutes", paper="minutes paper", form="=docx"
    ),
    # The register
    "enterprises": line(UPPER),
    "enterprise": line(BUREAU | {"office", "mayor", "inspector"}, code="enterprise"),
    "organs": line(STAFF),
    "organ": line(STAFF, code="organ"),
}
