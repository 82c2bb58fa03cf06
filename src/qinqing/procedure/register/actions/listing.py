"""What a batch of a roster's rows is about, and writing it down at once: rows, contacts, and an entry for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from qinqing.kernel.actors import Actor
from qinqing.procedure.register.actions.enterprises import CLAUSE, apply
from qinqing.procedure.register.events import ENTERPRISE_ADDED, ENTERPRISE_AMENDED
from qinqing.procedure.register.models import Contact, Enterprise
from qinqing.procedure.register.queries.stored import contact_rows, enterprise_columns
from qinqing.procedure.register.rules.naming import digits_of
from qinqing.procedure.register.rules.rosters import Listed
from qinqing.services.documents.rules.tables import Fault, Rejected, Row
from qinqing.services.journal.actions import Pending, record_many

Columns = dict[str, object]


@dataclass(frozen=True, slots=True)
class Known:
    """The register's enterprises that a batch may mean, by code and by name, with their contacts."""

    by_code: Mapping[str, Enterprise]
    by_name: Mapping[str, Sequence[Enterprise]]
    contacts: Mapping[int, list[Contact]]

    def find(self, one: Listed) -> Enterprise | None:
        """By the code; else by the name, but never one with another code. Raises Rejected where several bear it."""
        if one.code in self.by_code:
            return self.by_code[one.code]
        namesakes = self.by_name.get(one.key, ()) if one.key else ()
        if one.code:
            namesakes = [other for other in namesakes if not (other.credit_code or other.old_number)]
        if len(namesakes) > 1:
            why = f"登记册里有 {len(namesakes)} 家同名企业，请补上统一社会信用代码"
            raise Rejected(Fault("企业名称", one.name, why))
        return next(iter(namesakes), None)


def known_to(listed: Sequence[Listed]) -> Known:
    """Looks the rows of a batch up: four queries."""
    codes = [one.code for one in listed if one.code]
    by_code = {str(one.credit_code): one for one in Enterprise.objects.filter(credit_code__in=codes)}
    by_code = {one.old_number: one for one in Enterprise.objects.filter(old_number__in=codes)} | by_code
    by_name: dict[str, list[Enterprise]] = {}
    for one in Enterprise.objects.filter(name_key__in=[one.key for one in listed if one.key], unnamed=False):
        same = by_code.get(one.credit_code or one.old_number, one)
        by_name.setdefault(one.name_key, []).append(same)
    everyone = {one.pk: one for one in (*by_code.values(), *(one for same in by_name.values() for one in same))}
    contacts: dict[int, list[Contact]] = {}
    for contact in Contact.objects.filter(enterprise_id__in=everyone).order_by("ordinal"):
        contacts.setdefault(contact.enterprise_id, []).append(contact)
    return Known(by_code, by_name, contacts)


@dataclass
class Listing:
    """The enterprises of a batch on their way into the tables and onto the record."""

    source: str
    by: Actor
    at: datetime
    entered: list[Enterprise] = field(default_factory=list)
    amended: list[Enterprise] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    new_contacts: list[Contact] = field(default_factory=list)
    old_contacts: list[Contact] = field(default_factory=list)
    entries: list[Pending] = field(default_factory=list)

    def enter(self, row: Row, one: Listed) -> None:
        """A new enterprise with its contact. Raises Refused for values the register cannot hold."""
        enterprise = Enterprise()
        apply(enterprise, {"name": one.name, "credit_code": one.code, "note": "\n".join(one.note), **one.told})
        contacts = self._reach(enterprise, one, [])
        self.entered.append(enterprise)
        sets = enterprise_columns(enterprise) | {"contacts": contact_rows(contacts)}
        self._tell(enterprise, ENTERPRISE_ADDED, row, sets, name=enterprise.name)

    def amend(self, row: Row, one: Listed, found: Enterprise, contacts: Sequence[Contact]) -> bool:
        """Whatever is new about an enterprise; False when nothing is. Raises as ``enter`` does."""
        before = enterprise_columns(found) | {"contacts": contact_rows(contacts)}
        apply(found, _told(one, found))
        after = enterprise_columns(found) | {"contacts": contact_rows(self._reach(found, one, contacts))}
        changed = {key: value for key, value in after.items() if before[key] != value}
        if not changed:
            return False
        columns = changed.keys() - {"contacts"}
        if columns:
            self.amended.append(found)
            self.columns |= columns
        told = {"changed": sorted(changed), "before": {key: before[key] for key in changed}}
        self._tell(found, ENTERPRISE_AMENDED, row, changed, **told)
        return True

    def _tell(self, enterprise: Enterprise, event: str, row: Row, sets: Columns, **facts: object) -> None:
        facts["source"] = f"{self.source} {row.place}"
        self.entries.append(Pending(enterprise.subject, event, self.by, self.at, CLAUSE, facts, sets))

    def _reach(self, enterprise: Enterprise, one: Listed, known: Sequence[Contact]) -> list[Contact]:
        """The contacts with the one that the row names: added, or given the telephone that it says."""
        digits = digits_of(one.phone)
        same = [
            contact for contact in known if contact.name == one.contact and (one.contact or contact.digits == digits)
        ]
        if not (one.contact or one.phone) or any(not one.phone or contact.phone == one.phone for contact in same):
            return list(known)
        if same:
            same[0].phone, same[0].digits = one.phone, digits
            self.old_contacts.append(same[0])
            return list(known)
        new = Contact(
            enterprise=enterprise, ordinal=max((one.ordinal for one in known), default=0) + 1, name=one.contact,
            phone=one.phone, digits=digits,
        )  # fmt: skip
        self.new_contacts.append(new)
        return [*known, new]

    def write(self) -> None:
        """Everything at once. Raises IntegrityError when somebody entered one of them meanwhile."""
        Enterprise.objects.bulk_create(self.entered)
        if self.amended:
            Enterprise.objects.bulk_update(self.amended, self.columns | {"name_key"})
        Contact.objects.bulk_create(self.new_contacts)
        Contact.objects.bulk_update(self.old_contacts, ["phone", "digits"])
        record_many(self.entries)


def _told(one: Listed, found: Enterprise) -> Columns:
    """What the row says, as ``apply`` takes it: the code only where there is none yet, the note below what stands."""
    told = dict(one.told)
    if one.name:
        told["name"] = one.name
    if one.code and not (found.credit_code or found.old_number):
        told["credit_code"] = one.code
    lines = found.note.split("\n") if found.note else []
    fresh = [line for line in one.note if line not in lines]
    if fresh:
        told["note"] = "\n".join([*lines, *fresh])
    return told
