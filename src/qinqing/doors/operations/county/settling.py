"""Settles the demo county in an empty database: organs, accounts, posts, enterprises, all through public actions."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from qinqing.doors.operations.county.enterprises import Enterprise
from qinqing.doors.operations.county.story import County
from qinqing.kernel.actors import MACHINE, Actor
from qinqing.procedure.register import actions as register
from qinqing.procedure.register import queries
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries as people

if TYPE_CHECKING:
    from qinqing.procedure.register.models import Enterprise as Registered

SINCE = date(2026, 1, 1)


@transaction.atomic
def settle(county: County, *, at: datetime, by: Actor = MACHINE) -> dict[str, int]:
    """Everybody and everything but the appeals. Returns how many of each."""
    organs = {
        told.code: register.add_organ(
            code=told.code,
            name=told.name,
            short_name=told.short,
            kind=told.kind,
            former_names=told.former,
            duties=told.duties,
            phone=told.phone,
            by=by,
            at=at,
        ).pk
        for told in county.organs
    }
    for charge in queries.charges():
        register.set_duties(charge.organ.id, duties=charge.duties, by=by, at=at)
    persons = {
        told.username: accounts.create_account(
            username=told.username, name=told.name, phone=told.phone, password=None, is_demo=True, at=at
        ).pk
        for told in county.persons
    }
    accounts.set_demo_password(settings.QINQING_DEMO_PASSWORD or county.password)
    _posts(county, organs, persons, by, at)
    enterprises = {told.key or told.name: _enterprise(told, organs, by, at) for told in county.enterprises}
    for user in county.spokesmen:
        _speak_for(enterprises[user.enterprise], persons[user.username], by, at)
    return {
        "organs": len(organs),
        "accounts": len(persons),
        "posts": len(county.posts),
        "enterprises": len(enterprises),
    }


def _posts(county: County, organs: dict[str, int], persons: dict[str, int], by: Actor, at: datetime) -> None:
    posts: dict[str, int] = {}
    for told in county.posts:
        post = register.add_post(
            code=told.code,
            organ=organs[told.organ],
            role=told.role,
            title=told.title,
            sections=told.sections,
            by=by,
            at=at,
        )
        register.appoint(post.pk, account=persons[told.holder], since=SINCE, by=by, at=at)
        posts[told.code] = post.pk
    for stand_in in county.substitutes:
        register.substitute(posts[stand_in.post], account=persons[stand_in.username], since=SINCE, by=by, at=at)


def _enterprise(told: Enterprise, organs: dict[str, int], by: Actor, at: datetime) -> "Registered":
    return register.add_enterprise(
        name=told.name,
        credit_code=told.credit_code or told.old_number,
        contacts=[{"name": told.contact, "phone": told.phone}],
        project_number=told.project_number,
        legal_person=told.legal_person,
        section=told.section,
        industry=told.industry,
        size=told.size,
        township=organs.get(told.place),
        address=told.address,
        founded_on=told.founded,
        status=told.status,
        agreement_signed=told.agreement_signed,
        county_registered=told.county_registered,
        by=by,
        at=at,
    )


def _speak_for(enterprise: "Registered", account: int, by: Actor, at: datetime) -> None:
    """The enterprise user asks, the bureau confirms."""
    actor, phone = queries.actor_for(people.account(account), None, SINCE), people.account(account).phone
    accounts.bind_mobile(people.account(account), phone, by=actor, at=at)
    membership = register.ask_membership(enterprise, by=actor, at=at)
    register.confirm_membership(membership.pk, by=by, at=at)
