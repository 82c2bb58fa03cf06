"""Enterprises, each through the scope."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import NotFound
from qinqing.kernel.shaping import shape_credit_code
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.register import rules
from qinqing.procedure.register.models import Contact, Enterprise, Membership
from qinqing.procedure.register.rules.kinds import Status
from qinqing.procedure.register.rules.naming import digits_of, name_key
from qinqing.procedure.register.rules.pinyin import initials_of_syllables
from qinqing.procedure.register.scopes import EnterpriseQuerySet

FEWEST_DIGITS = 4


def fetch_enterprise(actor: Actor, code: str) -> Enterprise:
    """The enterprise by its public code. Raises NotFound: absent, or not for this actor."""
    rows = Enterprise.objects.visible_to(actor).select_related("township")
    found: Enterprise | None = rows.filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def enterprises(
    actor: Actor, *, text: str = "", after: int | None = None, limit: int = 50, **chosen: str | int | None
) -> list[Enterprise]:
    """A page of the register, newest first, those before id ``after``.

    ``chosen`` narrows by section, size, status, township (organ id) or code_status; ``text`` is looked for in name,
    codes and telephone numbers.
    """
    rows = wanted_enterprises(actor, text=text, **chosen)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    return list(rows.select_related("township").order_by("-pk")[:limit])


def enterprises_by_codes(actor: Actor, codes: Iterable[str]) -> list[Enterprise]:
    """Those of these enterprises that the actor may see, in no order."""
    return list(Enterprise.objects.visible_to(actor).filter(code__in=list(codes), unnamed=False))


def wanted_enterprises(actor: Actor, *, text: str = "", **chosen: str | int | None) -> EnterpriseQuerySet:
    """The enterprises the actor may see and asked for, in no order."""
    rows = _looked_for(Enterprise.objects.visible_to(actor), text)
    allowed = {"section", "size", "status", "township", "code_status"}
    return rows.filter(**{key: value for key, value in chosen.items() if key in allowed and value not in (None, "")})


def received(actor: Actor, *, text: str = "", **chosen: str | int | None) -> EnterpriseQuerySet:
    """The named enterprises the Plan receives, 二(三), among those asked for, in no order: ``eligibility`` in SQL."""
    projects = Q(status__in=(Status.UNDER_CONSTRUCTION, Status.RENEWED), agreement_signed=True)
    rows = wanted_enterprises(actor, text=text, **chosen).filter(unnamed=False, county_registered=True)
    return rows.filter(Q(status=Status.REGISTERED) | projects)


def has_account() -> Exists:
    """That somebody confirmed speaks for an enterprise: a condition for rows of enterprises."""
    return Exists(Membership.objects.filter(enterprise=OuterRef("pk"), confirmed_at__isnull=False, ended_at=None))


def find_enterprises(actor: Actor, text: str, limit: int = 10) -> list[Enterprise]:
    """What somebody types into the enterprise field: names that begin with it first, then other hits: parts of names,
    pinyin initials, codes, telephone numbers of contacts and of those who speak for it.

    Nothing typed, nothing found. Two queries.
    """
    key = name_key(text)
    if not key:
        return []
    rows = Enterprise.objects.visible_to(actor).filter(unnamed=False)
    first = list(rows.filter(name_key__startswith=key).order_by("name_key")[:limit])
    if len(first) == limit:
        return first
    others = _looked_for(rows, text).exclude(pk__in=[one.pk for one in first])
    return first + list(others.order_by("-pk")[: limit - len(first)])


def _looked_for(rows: EnterpriseQuerySet, text: str) -> EnterpriseQuerySet:
    key = name_key(text)
    if not key:
        return rows
    wanted = Q(name_key__contains=key)
    code = shape_credit_code(text).value or key.upper()
    if key.isascii() and key.isalpha():
        wanted |= Q(initials__contains=key)
        if syllables := initials_of_syllables(key):
            wanted |= Q(initials__contains=syllables)
    if code.isascii():
        wanted |= Q(credit_code__startswith=code) | Q(old_number__startswith=code) | Q(project_number__startswith=code)
    digits = digits_of(text)
    if len(digits) >= FEWEST_DIGITS and not any("\u4e00" <= sign <= "\u9fff" for sign in text):
        wanted |= Q(Exists(Contact.objects.filter(enterprise=OuterRef("pk"), digits__contains=digits)))
        wanted |= _spoken_for_by(digits)
    return rows.filter(wanted)


def _spoken_for_by(digits: str) -> Q:
    """That whoever signs in by a number with these figures speaks for it."""
    speaking = Membership.objects.filter(confirmed_at__isnull=False, ended_at=None)
    return Q(pk__in=speaking.filter(account__mobile__contains=digits).values("enterprise"))


def enterprise_names(ids: list[int]) -> dict[int, str]:
    """Names by id for rows that the caller has scoped already."""
    return dict(Enterprise.objects.filter(pk__in=ids).values_list("pk", "name"))


def named(ids: Iterable[int]) -> set[int]:
    """Those of these ids that are one enterprise each; whoever gave no name shares a row with others."""
    return set(Enterprise.objects.filter(pk__in=list(ids), unnamed=False).values_list("pk", flat=True))


def names_to_hide() -> tuple[list[str], list[str]]:
    """Every enterprise's name, and every contact's and legal person's, for those who look that none is published."""
    names, people = [], list(Contact.objects.order_by().values_list("name", flat=True).distinct())
    for name, legal_person in Enterprise.objects.filter(unnamed=False).values_list("name", "legal_person").iterator():
        names.append(name)
        people.append(legal_person)
    return names, [person for person in people if person]


def townships(ids: Iterable[int]) -> dict[int, int]:
    """Where these enterprises are (organ ids), for figures; those whose township is not known are left out."""
    rows = Enterprise.objects.filter(pk__in=list(ids), township__isnull=False)
    return dict(rows.values_list("pk", "township"))


def eligibility(enterprise_id: int) -> Verdict:
    """Is this enterprise one the Plan receives, 二(三)? Raises NotFound."""
    columns = ("status", "county_registered", "agreement_signed", "unnamed")
    row = Enterprise.objects.filter(pk=enterprise_id).values(*columns).first()
    if row is None:
        raise NotFound
    return rules.eligibility(rules.Standing(**row))


def may_be_received(enterprise: Enterprise) -> Verdict:
    """Is this enterprise one the Plan receives, 二(三)? No query."""
    return rules.eligibility(
        rules.Standing(enterprise.status, enterprise.county_registered, enterprise.agreement_signed, enterprise.unnamed)
    )


def contacts(enterprise: Enterprise) -> list[Contact]:
    """The enterprise's contacts in the order they were given."""
    return list(enterprise.contacts.order_by("ordinal"))


def waiting_memberships(*, limit: int = 50) -> list[Membership]:
    """Accounts that asked to speak for an enterprise and wait for the bureau, oldest first."""
    rows = Membership.objects.filter(confirmed_at=None, ended_at=None).select_related("account", "enterprise")
    return list(rows.order_by("asked_at", "pk")[:limit])


def memberships_of(account_id: int) -> list[Membership]:
    """What an account asked for or holds."""
    rows = Membership.objects.filter(account_id=account_id, ended_at=None).select_related("enterprise")
    return list(rows.order_by("pk"))


def is_empty() -> bool:
    """No enterprise has been entered yet."""
    return not Enterprise.objects.exists()


def count(actor: Actor) -> int:
    """How many enterprises the actor may see."""
    return Enterprise.objects.visible_to(actor).count()
