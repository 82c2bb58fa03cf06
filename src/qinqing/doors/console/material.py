"""An appeal's material on the desk; beside each piece, for the clerk, whether it is covered and may be."""

from django.urls import reverse

from qinqing.doors.web.downloads import file_links
from qinqing.doors.web.navigation import Link
from qinqing.kernel.actors import Actor
from qinqing.procedure.appeals import queries
from qinqing.procedure.appeals.states import MOVES
from qinqing.services.documents import queries as documents


def material_links(appeal: queries.Appeal, actor: Actor) -> list[dict[str, object]]:
    """What the list of files shows, with the way to 遮盖 for whoever may."""
    shown = queries.files(appeal, actor)
    links = file_links(shown, "console:file", appeal.code, preview="console:preview")
    if actor.role not in MOVES["cover"].by:
        return links
    return [link | {"act": _act(appeal, one)} for link, one in zip(links, shown, strict=True)]


def _act(appeal: queries.Appeal, one: documents.Attachment) -> Link | None:
    if not documents.can_cover(one):
        return None
    return Link("改遮盖" if one.covered else "遮盖", reverse("console:cover", args=[appeal.code, one.code]))
