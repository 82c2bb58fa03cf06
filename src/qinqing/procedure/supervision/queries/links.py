"""评价链接: the address that lets an enterprise without an account rate one closing once. 五(四)."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.utils.crypto import salted_hmac

from qinqing.kernel.actors import Actor, Role
from qinqing.kernel.errors import NotFound
from qinqing.kernel.verdicts import Verdict
from qinqing.procedure.appeals import queries as appeals
from qinqing.procedure.supervision import permits
from qinqing.procedure.supervision.models import RatingLink
from qinqing.procedure.supervision.queries.facts import facts, link_facts
from qinqing.procedure.supervision.states import LinkState

SALT = "qinqing.supervision.rating_link"
BEARER = Actor(Role.ENTERPRISE, post_label="持评价链接者")


def rating_token(code: str) -> str:
    """128 bits for the address, made from the link's code with this house's key: a copy of the database opens nothing."""
    return salted_hmac(SALT, code, algorithm="sha256").hexdigest()[:32]


def token_digest(token: str) -> str:
    """What is kept of an address."""
    return sha256(token.encode()).hexdigest()


def link_of_token(token: str) -> RatingLink:
    """The link with this address. Raises NotFound alike for a wrong and a made-up one."""
    return _one(digest=token_digest(token))


def fetch_link(code: str) -> RatingLink:
    """The link with this code, for whoever has shown its address. Raises NotFound."""
    return _one(code=code)


def may_use(link: RatingLink, *, at: datetime) -> Verdict:
    """Whether somebody may still rate by this link, or why not, in words that tell nothing of the appeal."""
    return permits.may_use_link(BEARER, link.standing, link_facts(link, at))


def links_of(appeal: appeals.Appeal) -> Sequence[RatingLink]:
    """Every link that was issued for an appeal, newest first; the caller has scoped the appeal."""
    return list(RatingLink.objects.filter(appeal=appeal).order_by("-id"))


def good_link(appeal: appeals.Appeal, *, at: datetime) -> RatingLink | None:
    """The link by which this closing may be rated now, if there is one."""
    found = RatingLink.objects.filter(appeal=appeal, state=LinkState.ISSUED).select_related("appeal").first()
    return found if found and may_use(found, at=at) else None


def may_renew_link(appeal: appeals.Appeal, actor: Actor) -> Verdict:
    """The verdict on issuing a new link for this closing."""
    return permits.may_with_appeal("renew_link", actor, appeal.standing, facts(appeal))


def _one(**which: str) -> RatingLink:
    found = RatingLink.objects.filter(**which).select_related("appeal").first()
    if found is None:
        raise NotFound("rating link")
    return found
