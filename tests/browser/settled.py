"""Settles the corner of the demo county in an empty database, with appeals in every kind of state.

A program of its own: ``python -m tests.browser.settled`` prints what it made as one JSON object.
"""

import json
from datetime import timedelta

import django
from django.core.management import call_command

A_MONTH = timedelta(days=33)
HEARD = ("专线迟迟不送电", "厂区道路积水", "用地手续办不下来", "环评审批太慢", "职工子女入学")  # on the day of test_day


def main() -> None:
    """Migrates, settles, walks; then tells the codes of appeals, days, items and corrections."""
    django.setup()
    call_command("migrate", verbosity=0)
    from tests.cast import CORNER, NOW, SETTLED_AT, Stage

    from qinqing.doors.operations.county.cast import Cast
    from qinqing.doors.operations.county.settling import settle

    settle(CORNER, at=SETTLED_AT)
    cast = Cast(CORNER, NOW.date())
    Stage(cast, at=NOW - A_MONTH)("closed")  # in October, so that there is something to draw from
    print(json.dumps(walked(Stage(cast), cast), ensure_ascii=False))


def walked(stand, cast) -> dict[str, str]:  # type: ignore[no-untyped-def]
    """Appeals by state, and what hangs on them."""
    from datetime import date

    from tests.cast import NOW

    from qinqing.doors.operations.county.story import Evaluation
    from qinqing.procedure.appeals import actions as appeals
    from qinqing.procedure.bulletins import actions as bulletins
    from qinqing.procedure.decisions import actions as decisions
    from qinqing.procedure.decisions import queries as items
    from qinqing.procedure.receptions import actions as receptions
    from qinqing.procedure.supervision import queries as supervision

    early = ("lodged", "registered", "returned", "refused", "handling", "signing", "answered", "confirmed")
    codes = {state: stand(state).code for state in (*early, "unresolved", "shelved")}
    five = [stand("ripe", rung=2, title=title).code for title in HEARD]
    for_mayor = stand("ripe", rung=3, title="林地指标要由市里协调").code
    # The decision comes last, on the day that is still open for what is only scheduled.
    codes |= {state: stand(state, rung=2).code for state in ("at_office", "consulting", "ripe", "scheduled")}
    codes["room"] = stand("scheduled", rung=2).code
    implementing = stand("implementing", rung=2)
    closed = stand("closed", evaluation=Evaluation(solved=False, level=1, comment="拖了三个月，来回推。"))
    item = items.items_of(implementing, cast.intake)[0]
    officer, head = cast.officer("power-supply"), cast.head("power-supply")
    decisions.contact(items.fetch(officer, item.code), contact="刘经理", note="已约定现场查看。", by=officer, at=NOW)
    decisions.complete(items.fetch(officer, item.code), note="线路已改造。", by=officer, at=NOW)
    decisions.draft_report(items.fetch(officer, item.code), text="线路已改造，不再跳闸。", by=officer, at=NOW)
    decisions.sign_report(items.fetch(head, item.code), by=head, at=NOW)
    decisions.circulate(items.fetch(cast.office, item.code), by=cast.office, at=NOW)
    rated_later = stand("confirmed")
    appeals.close(rated_later, result="resolved", by=cast.intake, at=NOW)
    bulletins.follow_record()
    bulletins.open_bulletin(date(2026, 10, 1), at=NOW)
    agenda = receptions.plan(
        host_post=cast.deputy("C").post, date=NOW.date() + timedelta(days=15), place="县政府三楼会议室",
        by=cast.office, at=NOW,
    )  # fmt: skip
    receptions.put_on_agenda(agenda, [stand("ripe", rung=2) for _ in range(3)], by=cast.office, at=NOW)
    return codes | {
        "agenda": agenda.code,
        "heard": " ".join(five),
        "for_mayor": for_mayor,
        "implementing": implementing.code,
        "closed": closed.code,
        "rated_later": rated_later.code,
        "item": item.code,
        "item_number": item.number,
        "day": item.agenda_item.day.code,
        "correction": supervision.corrections(cast.bureau_head)[0].code,
    }


if __name__ == "__main__":
    main()
