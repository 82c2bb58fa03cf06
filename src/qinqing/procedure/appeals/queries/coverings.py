"""遮盖材料: the original that is to be covered, among an appeal's own material."""

from qinqing.kernel.errors import NotFound
from qinqing.procedure.appeals.models import Appeal
from qinqing.services.documents import queries as documents


def original(appeal: Appeal, file: str) -> documents.Attachment:
    """The appeal's piece of material with this code, of a kind that can be covered. Raises NotFound."""
    found = documents.attachment(file)
    if found.subject != appeal.subject or not documents.can_cover(found):
        raise NotFound("attachment")
    return found
