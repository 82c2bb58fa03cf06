"""接待日: which days the Plan wants and has, one day with its agenda, and what may be done with it. 二, 四(二)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from qinqing.doors.console import agenda, lights
from qinqing.doors.console.clocks import LABELS
from qinqing.doors.console.closing import gaps, parts_missing
from qinqing.doors.console.day_moves import PAGES
from qinqing.doors.console.forms.appeals import Reason
from qinqing.doors.console.forms.days import CallMeeting, PlanDay, Ticks
from qinqing.doors.console.ledgers import ledger_link
from qinqing.doors.console.navigation import admit
from qinqing.doors.console.offers import Offer, named_links
from qinqing.doors.console.opened import note_all, note_day
from qinqing.doors.console.ripe import offer
from qinqing.doors.console.versions import as_read
from qinqing.doors.console.years import asked_year
from qinqing.doors.web.downloads import paper_links, send_paper
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.kernel.phrases import day_zh, local
from qinqing.kernel.shaping import shape_date
from qinqing.kernel.workdays import day_of
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.appeals.queries import fetch as fetch_appeal
from qinqing.procedure.decisions import queries as decisions
from qinqing.procedure.plan import queries as plan
from qinqing.procedure.receptions import actions, queries
from qinqing.procedure.receptions.rules.kinds import worded
from qinqing.procedure.receptions.rules.slots import SlotState
from qinqing.procedure.receptions.states import MOVES, NOTE_TAKERS, PLANNERS, State
from qinqing.procedure.register import queries as register
from qinqing.services.calendar import queries as calendar

MOST_AT_ONCE = 20  # appeals that a link brings to a meeting
# What is still missing, listed before the step that ends the waiting for it.
GAPS = {"close_day": gaps, "issue_dossier": parts_missing}


def days(request: Request) -> HttpResponse:
    """The year: which days the Plan wants of whom, which are planned, held, missing; and the days themselves."""
    admit(request, "console:days")
    year, may_plan = asked_year(request), request.actor.role in PLANNERS
    found = queries.days(request.actor, year)
    decided = decisions.counts_by_day([day.pk for day in found])
    years = agenda.years(queries.due_and_held(request.actor, year), may_plan=may_plan, at=request.at)
    context = {
        "year": year,
        "years": years,
        "counts": agenda.totals(years),
        "rows": [{"day": day, "decided": decided.get(day.pk, (0, 0))} for day in found],
        "may_plan": may_plan,
        "ledger": ledger_link(request, "days", f"year={year}"),
        "today": local(request.at).date(),
        "page": {"newer": f"year={year + 1}", "older": f"year={year - 1}"},
    }
    return render(request, "console/days/year.html", context)


def day_new(request: Request) -> HttpResponseBase:
    """安排接待日, by the office."""
    if request.actor.role not in PLANNERS:
        raise NotFound("day_new")
    return submit(
        request,
        PlanDay,
        template="console/days/plan.html",
        context={"notice": plan.in_force(day_of(request.at)).limit("notice"), "move": MOVES["plan"]},
        do=partial(actions.plan, by=request.actor, at=request.at),
        done=lambda day: reverse("console:day", args=[day.code]),
        message=partial(_planned, request),
        initial={"host_post": request.GET.get("host", ""), "date": _first_working(request)},
    )


def meeting_new(request: Request) -> HttpResponseBase:
    """召集联席会议, by the office; from appeals in the address with the departments they concern."""
    if request.actor.role not in PLANNERS:
        raise NotFound("meeting_new")
    asked = request.GET.getlist("appeal")
    chosen = [appeals.fetch(request.actor, code) for code in asked[:MOST_AT_ONCE] if code]
    organs = [organ for found in appeals.organs_concerned(chosen).values() for organ in found]
    return submit(
        request,
        CallMeeting,
        template="console/days/meeting.html",
        context={
            "notice": plan.in_force(day_of(request.at)).limit("notice"),
            "move": MOVES["call_meeting"],
            "shown": [appeals.shown(one, request.actor) for one in chosen],
        },
        do=partial(_call, request),
        done=lambda day: reverse("console:day", args=[day.code]),
        message="已召集联席会议",
        initial={"departments": organs, "appeals": " ".join(one.code for one in chosen)},
    )


def _call(request: Request, *, appeals: str, **told: Any) -> queries.ReceptionDay:
    chosen = [fetch_appeal(request.actor, code) for code in appeals.split()]
    return actions.call_meeting(agenda=chosen, by=request.actor, at=request.at, **told)


def day(request: Request, code: str) -> HttpResponseBase:
    """One day; the office ticks ripe appeals here and puts them on the agenda."""
    found = queries.fetch(request.actor, code)
    ripe = queries.choice(found, request.actor, at=request.at) if _may_add(request, found) else None
    return submit(
        request,
        Ticks,
        template="console/days/day.html",
        context=partial(_day_context, request, code, ripe if request.method == "GET" else None),
        do=partial(_put_on, request, found),
        done=lambda entries: reverse("console:day", args=[code]),
        message=lambda entries: f"已列入 {len(entries)} 件",
        initial={"chosen": [pick.code for pick in ripe.picks] if ripe else []},
        codes=[one.appeal.code for one in ripe.waiting] if ripe else [],
    )


def day_paper(request: Request, code: str, paper: str, form: str) -> HttpResponseBase:
    """One paper written of a day, as docx or pdf, for whoever may see the day; its dossier for who reads all of it."""
    found = queries.fetch(request.actor, code)
    note_day(request, found)
    return send_paper(queries.day_papers(found, request.actor), paper, form)


def day_order(request: Request, code: str) -> HttpResponseBase:
    """One appeal a place up or down; the list as the reader saw it comes along."""
    found = queries.fetch(request.actor, code)
    if request.method != "POST":
        return redirect("console:day", code)
    codes, moved = _reordered(request)
    return submit(
        request,
        Press,
        template="console/days/day.html",
        context=partial(_day_context, request, code),
        do=partial(actions.reorder, found, codes, by=request.actor, at=request.at),
        done=lambda result: f"{reverse('console:day', args=[code])}#a-{moved}",
    )


def day_move(request: Request, code: str, name: str) -> HttpResponseBase:
    """One move of the table, for whoever may make it."""
    page = PAGES.get(name)
    if page is None:
        raise Http404(name)
    found = as_read(request, queries.fetch(request.actor, code))
    return submit(
        request,
        page.form,
        template="console/days/attendance.html" if name == "record_attendance" else "console/days/move.html",
        context=partial(move_context, request, code, name),
        do=partial(page.act, found, by=request.actor, at=request.at),
        done=lambda result: reverse(page.after, args=[code]),
        message=f"已办：{move_label(found, name)}",
        initial=page.initial(found, request.actor),
        **page.options(found, request.actor),
    )


def take_off(request: Request, code: str, appeal: str) -> HttpResponseBase:
    """移出诉求: it waits for another day."""
    entry = queries.entry(request.actor, code, appeal)
    return submit(
        request,
        Reason,
        template="console/days/move.html",
        context=partial(move_context, request, code, "take_off", entry),
        do=partial(actions.take_off, entry, by=request.actor, at=request.at),
        done=lambda day: reverse("console:day", args=[code]),
        message=f"{entry.appeal.number}已移出，等待列入下一次接待日",
    )


def crumbs(day: queries.ReceptionDay, *steps: str) -> list[Link]:
    """The way to a day, and to what is being done with it."""
    url = reverse("console:day", args=[day.code]) if steps else ""
    return [Link("接待日", reverse("console:days")), Link(queries.title(day), url), *(Link(step) for step in steps)]


def _day_context(request: Request, code: str, ripe: queries.Choice | None = None) -> Mapping[str, Any]:
    """``ripe`` where the view has just asked for it; after a refusal it is asked anew."""
    found = queries.fetch(request.actor, code)
    entries = queries.agenda(found, request.actor)
    note_all(request, [entry.appeal for entry in entries])
    names, may_add = register.organ_names(), _may_add(request, found)
    if may_add and ripe is None:
        ripe = queries.choice(found, request.actor, at=request.at)
    called, slots = queries.departments(found), queries.slots_on(found, request.actor)
    return {
        "day": found,
        "title": queries.title(found),
        "host": queries.host_title(found),
        "agenda": agenda.heard(found, entries, request.actor, slots),
        "requests": _requests(slots, request),
        "answers": _answers(slots),
        "decided": decisions.counts_by_day([found.pk]).get(found.pk),
        "may_add": may_add,
        "offer": offer(ripe, request.actor, at=request.at) if ripe else None,
        "called": [names.get(organ, "") for organ in called],
        "to_call": _to_call(found, entries, called) if may_add else None,
        "attendance": queries.attendance(found),
        "papers": paper_links(queries.day_papers(found, request.actor), "console:day_paper", code),
        "clocks": _clocks(request, found),
        "minutes": queries.minutes_of(found, request.actor) if found.standing is State.HELD else None,
        "may_draft": found.standing is State.HELD and request.actor.role in NOTE_TAKERS,
        "entries": queries.timeline(found, request.actor),
        "moves": _moves(request, found, entries, called),
        "crumbs": crumbs(found),
    }


def _clocks(request: Request, day: queries.ReceptionDay) -> list[lights.Running]:
    """The limits of a day, for who plans it."""
    labels = {kind: worded(label, joint=day.joint) for kind, label in LABELS.items()}
    return lights.of_subject(day.subject, labels, at=request.at) if _plans(request) else []


def _requests(slots: Mapping[int, queries.Slot], request: Request) -> list[dict[str, Any]]:
    """Enterprises that ask to be heard on this day."""
    asked = [slot for slot in slots.values() if slot.state == SlotState.ASKED]
    return [{"slot": slot, "shown": appeals.shown(slot.appeal, request.actor)} for slot in asked]


def _answers(slots: Mapping[int, queries.Slot]) -> str:
    """``参加 3 家，不能参加 1 家，待确认 2 家``; empty where nobody was invited."""
    words = {SlotState.COMING: "参加", SlotState.NOT_COMING: "不能参加", SlotState.INVITED: "待确认"}
    counted = Counter(slot.standing for slot in slots.values())
    return "，".join(f"{label} {counted[state]} 件" for state, label in words.items() if counted[state])


def _to_call(
    day: queries.ReceptionDay, entries: Sequence[queries.AgendaItem], called: Sequence[int]
) -> Mapping[str, Any] | None:
    """The departments the agenda concerns that are not called, and all that are called once they are."""
    names, missing = register.organ_names(), queries.to_call(day, entries)
    if not missing:
        return None
    return {"names": [names.get(organ, "") for organ in missing], "organs": [*called, *missing]}


def _moves(
    request: Request, day: queries.ReceptionDay, entries: Sequence[queries.AgendaItem], called: Sequence[int]
) -> list[Offer]:
    """What the actor may do with this day, what not and why; hearing the next appeal first."""
    waiting = next((entry for entry in entries if not entry.outcome), None)
    names = [name for name in PAGES if called or name != "record_attendance"]
    urls = {name: reverse("console:day_move", args=[day.code, name]) for name in names}
    if waiting:
        urls = {"record_outcome": reverse("console:hearing", args=[day.code, waiting.appeal.code])} | urls
    words = {name: move_label(day, name) for name in urls} | {"record_outcome": "逐件会商" if day.joint else "逐件接谈"}
    return named_links(queries.offers(day, request.actor, at=request.at), urls, words)


def move_label(day: queries.ReceptionDay, name: str) -> str:
    """A move in the words of what it is made on."""
    return worded(MOVES[name].label, joint=day.joint)


def move_context(request: Request, code: str, name: str, entry: Any = None) -> Mapping[str, Any]:
    """A day's move as its page shows it; with what is still missing where something is to be finished."""
    found = queries.fetch(request.actor, code)
    lines = decisions.lines_of(found) if name == "close_day" else ()
    return {
        "day": found,
        "title": queries.title(found),
        "move": MOVES[name],
        "label": move_label(found, name),
        "verdict": queries.may(name, found, request.actor, at=request.at, lines=lines),
        "gaps": GAPS[name](request, found) if name in GAPS else [],
        "version": found.version,
        "shown": appeals.shown(entry.appeal, request.actor) if entry else None,
        "crumbs": crumbs(found, move_label(found, name)),
    }


def _plans(request: Request) -> bool:
    return request.actor.role in PLANNERS


def _may_add(request: Request, day: queries.ReceptionDay) -> bool:
    return request.actor.role in MOVES["put_on_agenda"].by and day.standing is State.PLANNED


def _put_on(request: Request, day: queries.ReceptionDay, *, chosen: list[str]) -> Any:
    found = [appeals.fetch(request.actor, code) for code in chosen]
    return actions.put_on_agenda(day, found, by=request.actor, at=request.at)


def _reordered(request: Request) -> tuple[list[str], str]:
    """The codes in their new order, and the one that was moved."""
    codes = request.POST.getlist("codes")
    for name, step in (("up", -1), ("down", 1)):
        moved = request.POST.get(name, "")
        if moved in codes:
            place = codes.index(moved)
            other = min(max(place + step, 0), len(codes) - 1)
            codes[place], codes[other] = codes[other], codes[place]
            return codes, moved
    return codes, ""


def _first_working(request: Request) -> Any:
    """The first working day of the month the year's table was pressed at, far enough ahead to give notice."""
    month = shape_date(f"{request.GET.get('month', '')}-01")
    if month is None:
        return None
    known, today = calendar.current(), day_of(request.at)
    soonest = max(month, known.add(today, plan.in_force(today).limit("notice")))
    day = soonest if known.is_working(soonest) else known.add(soonest, 1)
    return day if (day.year, day.month) == (month.year, month.month) else None


def _planned(request: Request, day: queries.ReceptionDay) -> str:
    """Says so, and when the notice is shorter than the Plan asks for."""
    today = day_of(request.at)
    ahead, wanted = calendar.current().between(today, day.date), plan.in_force(today).limit("notice")
    short = f"；离接待日只有 {ahead} 个工作日，少于 {wanted} 个，请尽快通知企业和部门" if ahead < wanted else ""
    return f"已安排{day_zh(day.date)}{queries.host_title(day)}接待日{short}"
