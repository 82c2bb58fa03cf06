"""What reached the intake post in writing, as the world has it: a mail with a picture, and a fax laid on the scanner."""

from email.message import EmailMessage
from io import BytesIO
from typing import Any

from tests.cast import NOW
from tests.documents.making import scanned

from qinqing.doors.web.models import Draft as Waiting
from qinqing.services.documents import actions as documents
from qinqing.services.documents import queries as files
from qinqing.services.letters import actions as letters


def written(cast: Any, picture: bytes) -> dict[str, str]:
    """A letter nobody has settled, its picture and its PDF, and a scan that waits for the intake post's form."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "chenli@example.com", "jdr@example.gov.cn", "秘信癸：进厂道路"
    mail["Message-ID"] = "<secret-letter@example.com>"
    mail.set_content("秘信癸：进厂道路坑洼，车进不来。")
    mail.add_attachment(picture, maintype="image", subtype="png", filename="道路.png")
    mail.add_attachment(scanned(1), maintype="application", subtype="pdf", filename="盖章件.pdf")
    letter = letters.bring_letter(mail.as_bytes(), place=1, arrived_at=NOW, at=NOW)
    assert letter
    Waiting.objects.create(
        owner=f"account:{cast.intake.person}", form="/desk/appeals/new/", data="{}", shelf="intake-form", saved_at=NOW
    )
    scan = documents.keep_upload("intake-form", file=_named(scanned(1)), name="传真.pdf", at=NOW)
    picture_of, pages_of = (one.code for one in files.uploads(letter.shelf))
    return {"letter": letter.code, "letter file": picture_of, "letter scan": pages_of, "scan": scan.code}


def _named(picture: bytes) -> BytesIO:
    file = BytesIO(picture)
    file.size = len(picture)  # type: ignore[attr-defined]
    return file
