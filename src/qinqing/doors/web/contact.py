"""How the bureau is reached, 四: from the setting ``QINQING_CONTACT``, written ``电话=…；传真=…；地址=…``."""

from django.conf import settings


def contact_points() -> list[tuple[str, str]]:
    """Label and value of each; what has no value is left out."""
    pairs = (part.partition("=") for part in settings.QINQING_CONTACT.split("；"))
    return [(label.strip(), value.strip()) for label, _, value in pairs if value.strip()]
