"""What a mail that comes back in answer to one of ours was about."""

from collections.abc import Iterable

from qinqing.services.notifications.models import Delivery


def subjects_told(identifiers: Iterable[str]) -> dict[str, str]:
    """For mails of ours, by their identifiers ``<code@house>``: what each notice was about, as the journal names it."""
    codes = {one: one.strip("<>").partition("@")[0] for one in identifiers}
    rows = Delivery.objects.filter(code__in=set(codes.values()), message__isnull=False)
    about = dict(rows.values_list("code", "message__subject"))
    return {one: about[code] for one, code in codes.items() if about.get(code)}
