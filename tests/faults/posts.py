"""What people do in two houses that exchange appeals: ``python -m tests.faults.posts`` with what to do.

``peer RANK URL`` sets the other house up and prints our public key, ``trust KEY`` puts it in use. ``up`` reports an
appeal to the city, ``down`` hands one to the county, ``answer`` has what arrived handled and answered, ``push`` sends
what waits, and ``tell`` prints what the house knows; ``pack NUMBER WHAT PATH`` and ``unpack PATH POINT`` are for houses
without a line; ``listen`` does all of these, one a line. ``serve PORT POINT COUNT`` is a server that dies at that point of
the given parcel, ``push POINT COUNT`` a sender that does.
"""

import json
import os
import signal
import sys
from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qinqing.config.settings")
django.setup()

from django.core.files import File  # noqa: E402
from tests.cast import CORNER, NOW  # noqa: E402

from qinqing.config.wsgi import application  # noqa: E402
from qinqing.doors.operations.county.cast import Cast  # noqa: E402
from qinqing.kernel.actors import MACHINE, Actor, Role  # noqa: E402
from qinqing.kernel.errors import Refused  # noqa: E402
from qinqing.procedure.appeals import actions as appeals  # noqa: E402
from qinqing.procedure.appeals import queries  # noqa: E402
from qinqing.procedure.city import queries as city  # noqa: E402
from qinqing.procedure.city.actions import packages  # noqa: E402
from qinqing.procedure.city.rules.packages import What  # noqa: E402
from qinqing.procedure.register import queries as register  # noqa: E402
from qinqing.services.documents import queries as documents  # noqa: E402
from qinqing.services.exchange import actions as exchange  # noqa: E402
from qinqing.services.exchange.actions import answering, sending, taking  # noqa: E402
from qinqing.services.exchange.models import Incoming, Outgoing, Peer, Thread  # noqa: E402
from qinqing.services.exchange.rules.keys import public_of  # noqa: E402
from qinqing.services.journal import queries as journal  # noqa: E402
from qinqing.services.journal.models import Entry  # noqa: E402

ADMINISTRATOR = Actor(Role.SYSTEM_ADMIN, name="程凯")
COUNTY = "lingcheng"  # stands for the county in the city's register
SORTED = {"kind": "simple", "matter": "many_departments", "category": "power", "urgency": "special"}


def now() -> datetime:
    return datetime.now(UTC)


def cast() -> Cast:
    return Cast(CORNER, NOW.date())


def peer(rank: str, url: str) -> None:
    """The other house, not in use yet."""
    organ = register.organ_by_code(COUNTY).id if rank == "below" else None
    name = "云岭县" if rank == "below" else "岚江市企业服务中心"
    made = exchange.add_peer(name=name, rank=rank, organ=organ, url=url, their_keys=[], by=ADMINISTRATOR, at=now())
    print(public_of(made.our_keys[0]))


def trust(key: str) -> None:
    """Their key, and in use."""
    found = Peer.objects.get()
    told = {"name": found.name, "rank": found.rank, "organ": found.organ, "url": found.url}
    exchange.amend_peer(found, **told, their_keys=[key], by=ADMINISTRATOR, at=now())
    exchange.use_peer(Peer.objects.get(), active=True, by=ADMINISTRATOR, at=now())


def try_line() -> None:
    """What 试连 says."""
    print(exchange.try_peer(Peer.objects.get(), by=ADMINISTRATOR, at=now()))


def material(size: str) -> list[File]:
    """A text of so many bytes."""
    line = "七月以来园区二号线每周跳闸两三次。\n".encode()
    text = (line * (int(size) // len(line) + 1))[: int(size) // len(line) * len(line)] or line
    return [File(BytesIO(text), name="停电记录.txt")]


def up(size: str = "0") -> None:
    """From the enterprise's call to the report to the city, 四(一)1 to 4."""
    people, lead = cast(), cast().organ("power-supply")
    intake, office, mayor = people.intake, people.office, people.mayor
    deputy = people.post(next(post.code for post in CORNER.posts if post.role == "deputy"))
    found = appeals.receive(
        text="线路跳闸，县里解决不了", enterprise_name="恒信铸造", credit_code="91350100M000100Y43", channel="telephone",
        by=intake, at=now(), files=material(size) if int(size) else [],
    ).appeal  # fmt: skip
    appeals.sort(found, **SORTED, section=next(iter(deputy.sections)), by=intake, at=now())
    appeals.ask_fast_lane(found, lead=lead, reason="涉及多个部门", by=intake, at=now())
    appeals.accept_fast_lane(found, by=office, at=now())
    appeals.consult(found, organs=[lead], by=office, at=now())
    appeals.give_opinion(found, opinion="要市里协调", by=people.officer("power-supply"), at=now())
    appeals.compile_opinions(found, by=office, at=now())
    appeals.schedule(found, day="2026年12月1日", host="陆副县长", by=office, at=now())
    appeals.leave_unresolved(found, reason="超出县级权限", by=deputy, at=now())
    appeals.report_to_mayor(found, by=office, at=now())
    appeals.schedule(found, day="2026年12月2日", host="县长", by=office, at=now())
    appeals.leave_unresolved(found, reason="超出县级权限", by=mayor, at=now())
    appeals.send_to_city(found, by=office, at=now())
    print(found.number)


def down(size: str = "0") -> None:
    """At the city: an appeal of an enterprise in the county, transferred to the county, 三(四)."""
    people = cast()
    found = appeals.receive(
        text="办证一直没有回音", enterprise_name="恒信铸造", channel="telephone", by=people.intake, at=now(),
        files=material(size) if int(size) else [],
    ).appeal  # fmt: skip
    appeals.sort(found, **SORTED, by=people.intake, at=now())
    appeals.transfer(found, lead=people.organ(COUNTY), by=people.intake, at=now())
    print(found.number)


def answer(outcome: str = "resolved") -> None:
    """Everything that arrived and waits is registered, transferred, handled and answered."""
    people = cast()
    officer, head = people.officer("power-supply"), people.head("power-supply")
    done = []
    for found in queries.Appeal.objects.filter(exchanged=True, state="lodged", channel__in=("city", "county")):
        intake = people.intake
        appeals.register_appeal(found, by=intake, at=now())
        appeals.sort(found, **SORTED, by=intake, at=now())
        appeals.transfer(found, lead=people.organ("power-supply"), by=intake, at=now())
        appeals.sign_for(found, by=officer, at=now())
        appeals.draft_outcome(
            found, outcome=outcome, answer="已改造线路", checked="到现场核实", basis="《电力法》", contact="王敏",
            by=officer, at=now(),
        )  # fmt: skip
        appeals.sign_answer(found, by=head, at=now())
        done.append(found.number)
    print(json.dumps(done))


def doubt() -> None:
    """The enterprise doubts what was answered here."""
    for found in queries.Appeal.objects.filter(state="answered"):
        enterprise = Actor(Role.ENTERPRISE, appeals=frozenset({found.pk}))
        appeals.doubt(found, doubt="线路还在跳", by=enterprise, at=now())


def withdraw() -> None:
    """The enterprise withdraws whatever is open."""
    for found in queries.Appeal.objects.filter(closed_at=None):
        enterprise = Actor(Role.ENTERPRISE, appeals=frozenset({found.pk}))
        appeals.withdraw(found, reason="已自行解决", by=enterprise, at=now())


def push(point: str = "", count: str = "1") -> None:
    """Sends what waits, without minding the pauses between attempts; at most once each."""
    if point:
        die_at(point, int(count))
    Outgoing.objects.filter(fate="waiting").update(due_at=now(), taken_until=None)
    for _ in range(500):
        if not exchange.send_next(at=now()):
            break
    print(Outgoing.objects.exclude(fate="delivered").count())


def pack(number: str, what: str, path: str) -> None:
    """What is taken away of an appeal as a file."""
    made, _ = city.package(queries.by_number(MACHINE, number), What(what), cast().intake)
    with made:
        Path(path).write_bytes(made.read())
    print("packed")


def unpack(path: str, point: str = "") -> None:
    """Takes a package in, or dies at that point; says why not."""
    if point:
        die_at(point, 1)
    with Path(path).open("rb") as file:
        try:
            print(packages.take_package(file, by=cast().intake, at=now()).appeal.number)
        except Refused as refusal:
            print(refusal.reason)


def die_at(point: str, count: int) -> None:
    """This process is killed the ``count``-th time it comes to the point; nothing of ours is called in its place."""
    module, name = POINTS[point]
    real, seen = getattr(module, name), [0]

    def dying(*args: Any, **told: Any) -> Any:
        seen[0] += 1
        if seen[0] == count and not point.startswith("after"):
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*args, **told)
        if seen[0] == count:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(module, name, dying)


POINTS = {
    "before taking": (answering, "take"),
    "while taking": (taking, "_put_down"),  # the appeal is entered, nothing is committed
    "after taking, uncommitted": (answering, "take"),
    "before signing the receipt": (answering, "_signed"),  # committed, and the sender does not know
    "before sending": (sending, "_attempt"),
    "before the receipt is kept": (sending, "_end"),
    "after the receipt is kept": (sending, "_end"),
    "while filing a package": (packages, "_file"),  # what is in it is entered, nothing is committed
    "after taking a package": (packages, "take_package"),
}


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


def serve(port: str, point: str, count: str) -> None:
    """A server in one process, so that its death is everybody's."""
    die_at(point, int(count))
    with make_server("127.0.0.1", int(port), application, handler_class=Quiet) as server:
        print("ready", flush=True)
        server.serve_forever()


def tell() -> None:
    """What the tables and the record hold of appeals and parcels."""
    rows = queries.Appeal.objects.order_by("id")
    appeals_ = [[one.number, one.channel, one.state, one.rung, one.outcome, one.version, one.subject] for one in rows]
    out = list(Outgoing.objects.order_by("id").values("code", "number", "place", "kind", "fate", "why", "thread__key"))
    came = list(Incoming.objects.order_by("id").values("code", "number", "place", "kind", "accepted", "why", "said"))
    entries = [
        {"subject": one.subject, "sequence": one.sequence, "hash": one.hash, "event": one.event, "facts": one.facts}
        for one in Entry.objects.filter(subject__startswith="exchange/").order_by("id")
    ]
    threads = list(Thread.objects.order_by("id").values("key", "about", "asked", "sent", "taken", "theirs", "over"))
    files = [[one.name, one.size] for row in rows for one in documents.attachments(row.subject)]
    print(
        json.dumps(
            {"appeals": appeals_, "out": out, "in": came, "entries": entries, "threads": threads, "files": files}
        )
    )


def verify() -> None:
    """``whole``, or what is wrong with the record."""
    report = journal.verify()
    print("whole" if report.ok else [str(fault) for fault in report.faults])


def listen() -> None:
    """One command a line, each answered by one line: a house that is not killed need not start anew for each."""
    print("listening", flush=True)
    for line in sys.stdin:
        name, *words = json.loads(line)
        said = StringIO()
        with redirect_stdout(said):
            COMMANDS[name](*words)
        print(json.dumps((said.getvalue().strip().splitlines() or [""])[-1]), flush=True)


COMMANDS = {
    one.__name__: one
    for one in (
        peer,
        trust,
        try_line,
        up,
        down,
        answer,
        doubt,
        withdraw,
        push,
        pack,
        unpack,
        serve,
        tell,
        verify,
        listen,
    )
}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]](*sys.argv[2:])
