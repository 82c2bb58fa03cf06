"""The register's rows as the record tells them, for verify and for the actions that record them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from django.db.models import Model

from qinqing.procedure.register.events import enterprise_subject, leave_subject, organ_subject, post_subject
from qinqing.procedure.register.models import Contact, Enterprise, Holding, Leave, ListedDuty, Membership, Organ, Post
from qinqing.procedure.register.rules import Duty

Columns = dict[str, object]
ORGAN = ("name", "short_name", "former_names", "kind", "duties", "phone", "active")
POST = ("role", "title", "sections", "active")
ENTERPRISE = (
    "name", "credit_code", "old_number", "project_number", "code_status", "address", "section", "industry", "size",
    "legal_person", "founded_on", "status", "agreement_signed", "county_registered", "unnamed", "note",
)  # fmt: skip


def _of(row: Model, names: Sequence[str]) -> Columns:
    return {name: getattr(row, name) for name in names}


def organ_columns(organ: Organ) -> Columns:
    """What the record says of an organ."""
    return _of(organ, ORGAN) | {"succeeded_by": organ.succeeded_by_id}


def duty_rows(duties: Sequence[Duty]) -> list[Columns]:
    """A catalogue of duties as the record keeps it."""
    return [
        {"name": one.name, "words": list(one.words), "related": list(one.related), "basis": one.basis} for one in duties
    ]


def listed(organs: Iterable[int]) -> dict[int, list[Duty]]:
    """The catalogues of these organs, by organ."""
    found: dict[int, list[Duty]] = {}
    for row in ListedDuty.objects.filter(organ_id__in=organs).order_by("ordinal"):
        found.setdefault(row.organ_id, []).append(Duty(row.name, tuple(row.words), tuple(row.related), row.basis))
    return found


def post_columns(post: Post, holdings: Sequence[Holding]) -> Columns:
    """What the record says of a post and of those who hold it."""
    return _of(post, POST) | {"organ": post.organ_id, "holdings": holding_rows(holdings)}


def holding_rows(holdings: Sequence[Holding]) -> list[Columns]:
    """Holdings as the record keeps them."""
    return [{"account": one.account_id, "kind": one.kind, "since": one.since, "until": one.until} for one in holdings]


def leave_columns(leave: Leave) -> Columns:
    """What the record says of a leave."""
    return {"account": leave.account_id, "since": leave.since, "until": leave.until}


def enterprise_columns(enterprise: Enterprise) -> Columns:
    """What the record says of an enterprise itself."""
    return _of(enterprise, ENTERPRISE) | {"township": enterprise.township_id}


def contact_rows(contacts: Sequence[Contact]) -> list[Columns]:
    """Contacts as the record keeps them."""
    return [{"name": one.name, "phone": one.phone, "note": one.note} for one in contacts]


def member_rows(memberships: Sequence[Membership]) -> list[Columns]:
    """Memberships as the record keeps them; who administers is told where it is so, as in records from before."""
    return [_member(one) for one in memberships]


def _member(one: Membership) -> Columns:
    told: Columns = {
        "account": one.account_id, "confirmed": one.confirmed_at is not None, "ended": one.ended_at is not None,
    }  # fmt: skip
    return told | {"administers": True} if one.administers else told


def _codes(subjects: Sequence[str]) -> list[str]:
    return [subject.partition("/")[2] for subject in subjects]


def stored_organs(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """Current values of organs, by subject."""
    rows = {row.pk: row for row in Organ.objects.filter(code__in=_codes(subjects))}
    duties = listed(rows)
    return {row.subject: organ_columns(row) | {"catalogue": duty_rows(duties.get(row.pk, []))} for row in rows.values()}


def stored_posts(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """Current values of posts and their holdings, by subject."""
    rows = {row.pk: row for row in Post.objects.filter(code__in=_codes(subjects))}
    held: dict[int, list[Holding]] = {}
    for one in Holding.objects.filter(post_id__in=rows).order_by("pk"):
        held.setdefault(one.post_id, []).append(one)
    return {row.subject: post_columns(row, held.get(row.pk, [])) for row in rows.values()}


def stored_leaves(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """Current values of leaves, by subject."""
    return {row.subject: leave_columns(row) for row in Leave.objects.filter(code__in=_codes(subjects))}


def stored_enterprises(subjects: Sequence[str]) -> Mapping[str, Mapping[str, object]]:
    """Current values of enterprises, their contacts and members, by subject."""
    rows = {row.pk: row for row in Enterprise.objects.filter(code__in=_codes(subjects))}
    reached: dict[int, list[Contact]] = {}
    for contact in Contact.objects.filter(enterprise_id__in=rows).order_by("ordinal"):
        reached.setdefault(contact.enterprise_id, []).append(contact)
    members: dict[int, list[Membership]] = {}
    for member in Membership.objects.filter(enterprise_id__in=rows).order_by("pk"):
        members.setdefault(member.enterprise_id, []).append(member)
    return {
        row.subject: enterprise_columns(row)
        | {"contacts": contact_rows(reached.get(row.pk, [])), "members": member_rows(members.get(row.pk, []))}
        for row in rows.values()
    }


def _every(model: type[Model], subject: Callable[[str], str]) -> Callable[[], Iterator[str]]:
    def subjects() -> Iterator[str]:
        codes = model._default_manager.order_by("pk").values_list("code", flat=True)
        return map(subject, codes.iterator(chunk_size=2000))

    return subjects


# For config/wiring.py: journal.queries.register_replay(prefix, *pair).
REPLAYS = {
    "organ": (stored_organs, _every(Organ, organ_subject)),
    "post": (stored_posts, _every(Post, post_subject)),
    "leave": (stored_leaves, _every(Leave, leave_subject)),
    "enterprise": (stored_enterprises, _every(Enterprise, enterprise_subject)),
}
