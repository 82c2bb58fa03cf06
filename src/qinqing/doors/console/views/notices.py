"""录入放假通知: read and previewed by one person, proposed, and confirmed by another."""

import json
from datetime import date
from functools import partial
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from qinqing.doors.console import days
from qinqing.doors.console.clocks import LABELS
from qinqing.doors.console.forms.calendar import Decline, Notice
from qinqing.doors.web.forms import Press, submit
from qinqing.doors.web.navigation import Link
from qinqing.doors.web.reconfirming import reconfirmed
from qinqing.doors.web.requests import Request
from qinqing.kernel.errors import NotFound
from qinqing.services.calendar import actions, queries
from qinqing.services.calendar.permits import may_confirm_notice, may_propose_notice, may_second_notice
from qinqing.services.calendar.rules import Draft, parse_notice, read_data

KEPT = "notice_to_propose"


def notice(request: Request) -> HttpResponseBase:
    """录入放假通知: read it and see what it would move."""
    _keepers_only(request)
    return submit(
        request,
        Notice,
        template="console/calendar/notice.html",
        context={"crumbs": _crumbs("录入放假通知")},
        do=partial(_preview, request),
        done=lambda result: reverse("console:notice_confirm"),
        initial=request.session.get(KEPT, {}).get("typed"),
    )


@reconfirmed()
def notice_confirm(request: Request) -> HttpResponseBase:
    """核对: what it would move, then the word to propose it."""
    _keepers_only(request)
    kept = request.session.get(KEPT)
    if kept is None:
        return redirect("console:notice")
    draft = parse_notice(kept["notice"].encode(), "notice.json")
    return submit(
        request,
        Press,
        template="console/calendar/confirm.html",
        context={**_effects(draft, kept["effects"]), "crumbs": _crumbs("录入放假通知", "核对")},
        do=partial(_propose, request, draft),
        done=_address,
        message=lambda made: f"已提出{made.title}，由另一个人确认后生效",
    )


@reconfirmed()
def proposal(request: Request, code: str) -> HttpResponseBase:
    """确认录入: what was proposed and what it moves; the word of another than the proposer puts it in force.

    For what is in force by command: the word of a second person that it is right.
    """
    found = queries.fetch_proposal(request.actor, code)
    if found.alone:
        return _second(request, found)
    return submit(
        request,
        Press,
        template="console/calendar/proposal.html",
        context=partial(_proposal_context, request, code),
        do=partial(actions.confirm_notice, found, by=request.actor, at=request.at),
        done=lambda moved: f"{reverse('console:calendar')}?year={moved.year}",
        message=lambda moved: f"已录入{found.title}，调整时限 {len(moved.moved)} 个",
    )


def _second(request: Request, found: queries.Proposal) -> HttpResponseBase:
    return submit(
        request,
        Press,
        template="console/calendar/proposal.html",
        context=partial(_proposal_context, request, found.code),
        do=partial(actions.second_notice, found, by=request.actor, at=request.at),
        done=lambda made: f"{reverse('console:calendar')}?year={made.year}",
        message=f"已确认{found.title}",
    )


def proposal_decline(request: Request, code: str) -> HttpResponseBase:
    """不录入: taken back or turned down, with the reason; what is in force by command is put out of force again."""
    found = queries.fetch_proposal(request.actor, code)
    if found.alone:
        return _take_back(request, found)
    return submit(
        request,
        Decline,
        template="console/calendar/decline.html",
        context={
            "title": f"不录入{found.title}？",
            "consequences": ["通知不生效，时限不动；提出、不录入和原因都留痕。可以另外再提出一份。"],
            "yes": "不录入",
            "no": "返回",
            "back": _address(found),
            "crumbs": _crumbs(found.title, "不录入"),
        },
        do=partial(actions.decline_notice, found, by=request.actor, at=request.at),
        done=_address,
        message=f"没有录入{found.title}",
    )


def _take_back(request: Request, found: queries.Proposal) -> HttpResponseBase:
    return submit(
        request,
        Decline,
        template="console/calendar/decline.html",
        context={
            "title": f"撤回{found.title}？",
            "consequences": [
                "恢复导入以前的安排：原来有通知的，用原来的；没有的，这一年重新暂定。",
                "在办的时限随即重算，移动的每一个都留痕；已经停止的时限不动。",
            ],
            "yes": "撤回",
            "no": "返回",
            "back": _address(found),
            "crumbs": _crumbs(found.title, "撤回"),
        },
        do=partial(actions.take_back_notice, found, by=request.actor, at=request.at),
        done=lambda moved: f"{reverse('console:calendar')}?year={moved.year}",
        message=lambda moved: f"已撤回{found.title}，调整时限 {len(moved.moved)} 个",
    )


def _keepers_only(request: Request) -> None:
    if not may_propose_notice(request.actor):
        raise NotFound("notice")


def _preview(request: Request, *, notice: Draft, region: str, text: str, **_: Any) -> actions.Moved:
    """Keeps the notice and what it would do for the page that asks for the word."""
    draft = notice.in_region(region)
    moved = actions.preview_notice(draft, by=request.actor, at=request.at)
    request.session[KEPT] = {
        "notice": json.dumps(draft.as_data(), ensure_ascii=False),
        "effects": actions.outline(moved),
        "typed": {"text": text, "region": region},
    }
    return moved


def _propose(request: Request, draft: Draft) -> queries.Proposal:
    made = actions.propose_notice(draft, by=request.actor, at=request.at)
    del request.session[KEPT]
    return made


def _proposal_context(request: Request, code: str) -> dict[str, Any]:
    found = queries.fetch_proposal(request.actor, code)
    return {
        **_effects(read_data(found.said), found.effects),
        "proposal": found,
        "verdict": may_second_notice(request.actor)
        if found.alone
        else may_confirm_notice(request.actor, found.proposer),
        "crumbs": _crumbs(found.title),
    }


def _effects(draft: Draft, effects: dict[str, Any]) -> dict[str, Any]:
    groups = [
        (LABELS.get(kind, kind), date.fromisoformat(old), date.fromisoformat(new), count)
        for kind, old, new, count in effects["groups"]
    ]
    return {
        **effects,
        "said": draft,
        "off": days.spans(draft.off),
        "worked": days.spans(draft.worked),
        "groups": groups,
    }


def _address(found: queries.Proposal) -> str:
    return reverse("console:proposal", args=[found.code])


def _crumbs(*steps: str) -> list[Link]:
    return [Link("工作日历", reverse("console:calendar")), *(Link(step) for step in steps)]
