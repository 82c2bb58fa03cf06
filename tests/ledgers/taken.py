"""What ``qinqing appeals import`` makes of a ledger: its words, and the appeal of an entry."""

from io import StringIO

from django.core.management import call_command

from qinqing.doors.operations.management.commands import appeals_import
from qinqing.procedure.appeals.models import Appeal
from qinqing.services.journal import queries as journal


def told(path, *words):
    """What the command says to people."""
    out = StringIO()
    call_command(appeals_import.Command(), str(path), *words, stdout=out)
    return out.getvalue()


def appeal_of(entry):
    return Appeal.objects.get(text=entry["诉求内容"])


def note_of(appeal):
    return journal.history(appeal.subject)[-1].facts["note"]
