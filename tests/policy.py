"""Who may open which address: one line for each, written and reviewed by hand.

``may`` are those who get an answer; everybody else is told that it is not there, or asked to sign in. Where the address
names an object, ``of`` says which one stands for its kind, and ``may`` counts for that one. An address without its line
here fails the tests.
"""

from typing import NamedTuple

from tests.world import (
    BUREAU,
    DEPARTMENTS,
    EVERYBODY,
    LEAD,
    LEADERS,
    POSTS,
    SEES,
    VISITOR,
    World,
)

ALL = set(EVERYBODY)
STAFF = set(POSTS)
ADMINISTRATORS = {"system admin", "security admin", "audit admin"}
WORK = STAFF - ADMINISTRATORS
DEPUTIES = {"deputy", "other deputy"}
UPPER = BUREAU | DEPUTIES | {"office", "mayor", "inspector"}
ENTERPRISES = {"own enterprise", "other enterprise"}
MINUTED = BUREAU | LEADERS | {"other deputy", "office", "inspector", "lead officer", "lead head"}
INSPECTED = LEADERS | LEAD | {"office", "inspector"}
HEARD = BUREAU | LEADERS | {"office", "inspector", "lead officer", "lead head"}


def staff_of(appeal: str) -> set[str]:
    """Those at the desk who see this appeal."""
    return SEES[appeal] & STAFF


class Line(NamedTuple):
    """Who may, and the object: names of the address's parts with a key of the world's codes or things."""

    may: set[str]
    of: dict[str, str] = {}


def line(may: set[str], **of: str) -> Line:
    """One line of the table; a value that begins with ``=`` stands for itself."""
    return Line(may, of)


POLICY: dict[str, Line] = {
    # The door itself
    "web:sign_in": line(ALL),
    "web:sign_out": line(ALL),
    "web:post": line(ALL - {VISITOR}),
    "web:password": line(ALL - {VISITOR}),
    "web:oidc": line(set()),  # there is one only where the county has an identity provider
    "web:oidc_back": line(set()),
    "web:second_step": line(ALL),
    "web:second_factor": line(ALL - {VISITOR}),
    "web:recovery_codes": line(ALL - {VISITOR}),
    "web:recovery_renew": line(ALL - {VISITOR}),
    "web:second_factor_off": line(ALL - {VISITOR}),
    "web:logins": line(ALL - {VISITOR}),
    "web:logins_end": line(ALL - {VISITOR}),
    "web:login_end": line({"intake"}, pk="login"),
    "web:tokens": line(ALL - {VISITOR}),
    "web:token_new": line(ALL - {VISITOR}),
    "web:token": line({"intake"}, code="token"),
    "web:token_revoke": line({"intake"}, code="token"),
    "web:large_type": line(ALL),
    "web:drafts": line(ALL),
    "web:discard_draft": line(ALL),
    "web:uploads": line(ALL),
    "web:upload": line({"own enterprise"}, code="upload"),  # whoever chose the file
    "web:alive": line(ALL),
    "web:ready": line(ALL),
    "web:metrics": line(ALL),
    # The desk: what is to be done
    "console:desk": line(STAFF),
    "console:setup": line(BUREAU | ADMINISTRATORS),
    "console:county": line(BUREAU | {"system admin"}),
    "console:county_name": line({"system admin"}),
    "console:county_entry_new": line(BUREAU | {"system admin"}, part="=points"),
    "console:county_entry": line(BUREAU | {"system admin"}, part="=elsewhere", code="=court"),
    "console:county_entry_remove": line(BUREAU | {"system admin"}, part="=elsewhere", code="=court"),
    "console:help": line(STAFF),
    "console:help_whole": line(STAFF),
    "console:help_chapter": line(STAFF, key="=intake"),
    "console:appeals": line(WORK),
    "console:intake_beside": line({"intake"}),
    "console:intake": line({"intake"}),
    "console:hand_down": line({"city"}),
    "console:appeal": line(staff_of("implementing"), code="implementing"),
    "console:appeal_told": line(staff_of("implementing"), code="implementing"),
    "console:receipt": line(staff_of("implementing"), code="implementing"),
    "console:file": line(staff_of("own"), code="own", file="file"),
    "console:paper": line(staff_of("own"), code="own", paper="paper", form="=docx"),
    "console:city_decides": line(staff_of("with city"), code="with city"),
    "console:follow_up": line(staff_of("closed"), code="closed"),
    "console:move": line(staff_of("own"), code="own", name="=ask_material"),
    "console:batches": line(BUREAU | {"office", "mayor"}),
    "console:batch": line(staff_of("with city"), code="batch"),
    "console:batch_paper": line(set(), code="batch", paper="=none", form="=docx"),
    "console:consultations": line(DEPARTMENTS | {"office"}),
    # Reception days, decided items, reports
    "console:themes": line(UPPER),
    "console:days": line(WORK - {"city"}),
    "console:day_new": line({"office"}),
    "console:meeting_new": line({"office"}),
    "console:day": line(HEARD, code="day"),
    "console:day_paper": line(set(), code="day", paper="=none", form="=docx"),  # no notice of it was issued
    "console:day_order": line(HEARD, code="day"),
    "console:day_move": line(HEARD, code="day", name="=close_day"),
    "console:hearing": line(HEARD, code="day", appeal="implementing"),
    "console:notes": line(HEARD, code="day", appeal="implementing"),
    "console:attendance": line(WORK - {"city"}),
    "console:attended": line(
        BUREAU | LEADERS | {"office", "inspector", "lead officer", "lead head"}, code="=power-supply"
    ),
    "console:guest": line(HEARD, code="day", appeal="implementing"),
    "console:take_back": line(HEARD, code="day", appeal="implementing"),
    "console:take_off": line(HEARD, code="day", appeal="implementing"),
    "console:slot_move": line(HEARD - {"lead officer", "lead head"}, code="day", slot="slot", name="=confirm_slot"),
    "console:day_minutes": line(MINUTED - {"other deputy"}, code="day"),
    "console:day_dossier": line(HEARD, code="day"),
    "console:sheet": line({"intake", "office"}, code="day", appeal="implementing"),
    "console:dossier": line(HEARD, code="dossier"),
    "console:dossier_move": line(HEARD, code="dossier", name="=submit_part"),
    "console:minutes_list": line(WORK - {"city"}),
    "console:minutes": line(MINUTED, code="minutes"),
    "console:minutes_write": line({"intake", "office"}, code="minutes"),
    "console:minutes_paper": line(
        BUREAU | LEADERS | {"office", "inspector"}, code="minutes", paper="minutes paper", form="=docx"
    ),
    "console:minutes_move": line(MINUTED, code="minutes", name="=propose_erratum"),
    "console:papers": line(WORK),
    "console:filed_paper": line(staff_of("own"), paper="paper", form="=docx"),
    "console:items": line(WORK - {"city"}),
    "console:item": line(HEARD, code="item"),
    "console:item_move": line(HEARD, code="item", name="=note_progress"),
    "console:item_file": line(HEARD, code="item", file="item file"),
    "console:ledger": line(WORK - {"city"}, name="=items"),
    "console:item_paper": line(BUREAU | LEADERS | {"office"} | LEAD, code="item", paper="item paper", form="=docx"),
    "console:circulations": line(DEPUTIES | {"mayor", "office"}),
    "console:circulation": line({"deputy", "mayor", "office"}, code="item"),
    # After closing
    "console:follow_ups": line(BUREAU | DEPARTMENTS),
    "console:correction": line(BUREAU | LEADERS | {"lead officer", "lead head"}, code="correction"),
    "console:correct": line(BUREAU | LEADERS | {"lead officer", "lead head"}, code="correction", name="=see"),
    "console:urgings": line(UPPER | DEPARTMENTS),
    "console:urging": line(BUREAU | LEADERS | LEAD | {"office", "inspector"}, code="urging"),
    "console:urging_paper": line(
        BUREAU | LEADERS | LEAD | {"office", "inspector"}, code="urging", paper="urging paper", form="=docx"
    ),
    "console:urge": line(BUREAU | LEADERS | LEAD | {"office", "inspector"}, code="urging", name="=answer"),
    "console:inspections": line(UPPER | DEPARTMENTS),
    "console:inspection_new": line({"inspector"}),
    "console:inspection": line(INSPECTED | {"other deputy"}, code="round"),
    "console:inspection_print": line(INSPECTED | {"other deputy"}, code="round"),
    "console:inspection_move": line(INSPECTED | {"other deputy"}, code="round", name="=close"),
    "console:inspection_paper": line(set(), code="round", paper="=none", form="=docx"),  # it is not reported yet
    "console:finding": line(INSPECTED, code="finding"),
    "console:finding_move": line(INSPECTED, code="finding", name="=rectify"),
    "console:finding_file": line(INSPECTED, code="finding", file="finding file"),
    "console:wall": line(UPPER - DEPUTIES),
    "console:checks": line(UPPER),
    "console:checks_habits": line(UPPER),
    "console:checks_broken": line(UPPER, check="=handle"),
    "console:foresight": line(UPPER - DEPUTIES),
    "console:statistics": line(UPPER | DEPARTMENTS),
    "console:statistics_behind": line(UPPER | DEPARTMENTS, figure="=received"),
    # What everybody reads
    "console:bulletins": line(UPPER),
    "console:bulletin": line(UPPER, code="bulletin"),
    "console:bulletin_paper": line(UPPER, code="bulletin", paper="bulletin paper", form="=docx"),
    "console:bulletin_move": line(UPPER, code="bulletin", name="=propose_correction"),
    # Going to the enterprises
    "console:visits": line(UPPER | {"helping officer"}),
    "console:visit_new": line(BUREAU | {"helping officer"}),
    "console:visit_enter": line(BUREAU | {"helping officer"}, code="member of", name="=plan"),
    "console:visit": line(UPPER - {"other deputy"} | {"helping officer"}, code="visit"),
    "console:visit_move": line(UPPER - {"other deputy"} | {"helping officer"}, code="visit", name="=note"),
    "console:visit_finding_move": line(
        UPPER - {"other deputy"} | {"helping officer"}, code="visit finding", name="=settle"
    ),
    "console:campaigns": line(UPPER | {"helping officer"}),
    "console:campaign_new": line(BUREAU | {"helping officer"}),
    "console:campaign": line(UPPER | {"helping officer"}, code="campaign"),
    "console:campaign_guests": line(UPPER | {"helping officer"}, code="campaign"),
    "console:campaign_poster": line(UPPER | {"helping officer"}, code="campaign"),
    "console:campaign_qr": line(UPPER | {"helping officer"}, code="campaign"),
    "console:campaign_file": line(UPPER | {"helping officer"}, code="campaign", file="campaign file"),
    "console:campaign_move": line(UPPER | {"helping officer"}, code="campaign", name="=amend"),
    "console:poster": line(UPPER | {"helping officer"}),
    "console:poster_qr": line(UPPER | {"helping officer"}, which="=lodge"),
    "console:poster_pdf": line(UPPER | {"helping officer"}, size="=a4"),
    "console:coverage": line(UPPER | {"helping officer"}),
    "console:covered": line(UPPER | {"helping officer"}),
    # The register, the Plan, the calendar
    "console:imports": line(BUREAU | {"system admin", "security admin"}),
    "console:import_new": line(BUREAU, kind="=enterprises"),
    "console:import": line(BUREAU, code="import"),
    "console:import_give_up": line(BUREAU, code="import"),
    "console:import_rejected": line(BUREAU, code="import"),
    "console:enterprises": line(UPPER),
    "console:enterprise": line(BUREAU | {"office", "mayor", "inspector"}, code="enterprise"),
    "console:enterprise_lookup": line(UPPER),
    "console:enterprise_new": line(BUREAU),
    "console:enterprise_edit": line(BUREAU, code="enterprise"),
    "console:enterprise_contacts": line(BUREAU, code="enterprise"),
    "console:membership": line(BUREAU, code="member of", pk="member", name="=end"),
    "console:closing_notice": line({"intake"}, code="closed"),
    "console:closing_qr": line(
        set(), code="closed"
    ),  # it was rated; with a link to use: tests/console/test_rating_links.py
    "console:renew_link": line({"intake"}, code="closed"),
    "console:prompts": line(BUREAU | {"system admin"}),
    "console:prompt": line(BUREAU | {"system admin"}, category="=power"),
    "console:duties": line(WORK - {"city"} | {"system admin"}),
    "console:duties_table": line(BUREAU | {"system admin"}),
    "console:catalogue": line(BUREAU | {"system admin"}, code="=power-supply"),
    "console:leader": line(LEADERS | {"other deputy"}),
    "console:samples": line(UPPER),
    "console:sample_new": line({"intake"}),
    "console:sample": line(UPPER, code="sample"),
    "console:sample_call": line(BUREAU, code="sample call"),
    "console:sample_call_move": line(BUREAU, code="sample call", name="=reach"),
    "console:organs": line(STAFF),
    "console:organ": line(STAFF, code="organ"),
    "console:organ_new": line({"system admin"}),
    "console:organ_act": line({"system admin"}, code="organ", name="=amend"),
    "console:post_act": line({"security admin"}, code="post", name="=appoint"),
    "console:holding_end": line({"security admin"}, code="post", pk="holding"),
    "console:leave": line({"intake", "security admin"}, account="account"),
    "console:leave_end": line({"intake", "security admin"}, account="account", code="leave"),
    "console:plan": line(STAFF),
    "console:edition": line(STAFF, number="edition"),
    "console:edition_new": line({"bureau head", "system admin"}),
    "console:edition_confirm": line({"bureau head", "system admin"}),
    "console:calendar": line(STAFF),
    "console:templates": line(STAFF - {"city"}),
    "console:template": line(STAFF - {"city"}, kind="=plan"),
    "console:template_use": line({"system admin"}, kind="=plan", version="=0"),
    "console:wordings": line({"system admin", "office", "bureau head"}),
    "console:wording": line({"system admin", "office", "bureau head"}, medium="=sms", kind="=turn"),
    "console:wording_rule": line(
        {"system admin", "office", "bureau head"}, medium="=sms", kind="=turn", version="wording", name="=decline"
    ),
    "console:channels": line({"system admin"}),
    "console:channel_new": line({"system admin"}, medium="=webhook"),
    "console:channel": line({"system admin"}, code="channel"),
    "console:channel_act": line({"system admin"}, code="channel", name="=on"),
    "console:peers": line({"system admin"}),
    "console:peer_new": line({"system admin"}),
    "console:peer": line({"system admin"}, code="peer"),
    "console:peer_act": line({"system admin"}, code="peer", name="=on"),
    "console:parcels": line({"intake", "office", "system admin"}),
    "console:parcel_again": line({"intake", "office", "system admin"}, code="parcel"),
    "console:parcel_settle": line({"intake", "office", "system admin"}, code="parcel"),
    "console:package_new": line({"intake"}),
    "console:package": line({"intake", "office"}, code="with city"),
    "console:hand_over": line(set(), code="with city"),  # it has been handed over
    "exchange:parcels": line(ALL),  # whoever has a key that is known here; everybody else is asked for a signature
    "exchange:trial": line(ALL),
    "console:deliveries": line({"system admin", "office"}),
    "console:delivery_again": line({"system admin", "office"}, code="delivery"),
    "console:template_file": line(STAFF - {"city"}, kind="=plan", version="=0", form="=docx"),
    "console:notice": line({"system admin"}),
    "console:notice_confirm": line({"system admin"}),
    "console:proposal": line({"bureau head", "system admin"}, code="proposal"),
    "console:proposal_decline": line({"bureau head", "system admin"}, code="proposal"),
    "console:why": line(staff_of("secret"), pk="clock"),
    # Accounts and the record
    "console:resets": line(ADMINISTRATORS),
    "console:reset_ask": line(ADMINISTRATORS),
    "console:reset_settle": line(ADMINISTRATORS, pk="reset", name="=grant"),
    "console:accounts": line({"security admin"}),
    "console:first_passwords": line({"security admin"}),
    "console:first_passwords_once": line({"security admin"}),
    "console:account_new": line({"security admin"}),
    "console:account": line({"security admin"}, pk="account"),
    "console:account_act": line({"security admin"}, pk="account", name="=off"),
    "console:account_password": line({"security admin"}, pk="account"),
    "console:account_login_end": line({"security admin"}, pk="account", login="login"),
    "console:account_unlink": line({"security admin"}, pk="speaker", link="member"),
    "console:journal": line({"audit admin"}),
    "console:verify": line({"audit admin"}),
    "console:messages": line(STAFF),
    "console:messages_read": line(STAFF),
    "console:message_choices": line(STAFF),
    "console:message": line({"intake"}, pk="message"),
    # The portal
    "portal:home": line(ALL),
    "portal:plan": line(ALL),
    "portal:help": line(ALL),
    "portal:days": line(ALL),
    "portal:schedule": line(ALL),
    "portal:feed": line(ALL, token="feed"),  # whoever has the secret address
    "portal:subscribe": line(ALL - {VISITOR}),
    "portal:bulletins": line(ALL),
    "portal:bulletin_feed": line(ALL),
    "portal:bulletin": line(ALL, month="bulletin"),
    "portal:bulletin_csv": line(ALL, month="bulletin"),
    "portal:bulletin_json": line(ALL, month="bulletin"),
    "portal:bulletin_aloud": line(ALL, month="bulletin"),
    "portal:track": line(ALL),
    "portal:lodge": line(ALL),
    "portal:lodge_beside": line(ALL),
    "portal:hand_over": line(ALL),
    "portal:handover": line(ALL),
    "portal:take_over": line(ALL),
    "portal:arrive": line(ALL, code="=ABCD1234"),
    "portal:campaign": line(ALL, code="campaign"),  # whoever scans its QR code
    "portal:campaign_file": line(ALL, code="campaign", file="campaign file"),
    "portal:join": line(ALL),
    "portal:mine": line(ALL - {VISITOR}),
    "portal:messages": line(ALL - {VISITOR}),
    "portal:messages_read": line(ALL - {VISITOR}),
    "portal:message_choices": line(ALL - {VISITOR}),
    "portal:message": line({"own enterprise"}, pk="own message"),
    "portal:receipt": line(ALL, code="own"),  # without the session that lodged: off to where codes are asked for
    "portal:appeal": line({"own enterprise"}, code="own"),
    "portal:ask_slot": line({"own enterprise"}, code="own"),
    "portal:slot_move": line({"own enterprise"}, code="implementing", slot="slot", name="=confirm_slot"),
    "portal:evaluate": line({"own enterprise"}, code="closed"),
    "portal:rating_link": line(ALL, token="rating link"),  # whoever has the one-time address
    "portal:rating": line(set(), code="rating"),  # only after it, in the same session
    "portal:file": line({"own enterprise"}, code="own", file="file"),
    "portal:paper": line({"own enterprise"}, code="own", paper="paper", form="=docx"),
    "portal:item_move": line({"own enterprise"}, code="implementing", item="item", name="=confirm"),
    "portal:move": line({"own enterprise"}, code="own", name="=withdraw"),
}


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


def parts_of(world: World, name: str) -> dict[str, str]:
    """The parts of the address for the object that stands for its kind."""
    found = {**world.codes, **world.things}
    of = API[name.removeprefix("api:")].of if name.startswith("api:") else POLICY[name].of
    return {part: key[1:] if key.startswith("=") else found[key] for part, key in of.items()}


def absent(parts: dict[str, str]) -> dict[str, str]:
    """The same address for something that does not exist."""
    return {
        part: value if part == "name" else "987654" if value.isdigit() and part != "code" else "n" * len(value)
        for part, value in parts.items()
    }
