"""推送到其他系统: JSON, signed as Standard Webhooks describes."""

import json

from qinqing.services.notifications import transport
from qinqing.services.notifications.carriers.parcels import Parcel
from qinqing.services.notifications.rules import signatures
from qinqing.services.notifications.rules.media import Outcome, judge


def carry(parcel: Parcel) -> Outcome:
    """One request; the body that is signed is the body that is sent."""
    message = {"type": f"notice.{parcel.data['kind']}", "timestamp": parcel.at.isoformat(), "data": parcel.data}
    body = json.dumps(message, ensure_ascii=False).encode()
    keys = [parcel.secrets[name] for name in ("secret", "old_secret") if parcel.secrets.get(name)]
    headers = signatures.signed(f"msg_{parcel.code}", int(parcel.at.timestamp()), body, keys)
    reply = transport.post(parcel.settings["url"], body, {"Content-Type": "application/json; charset=utf-8", **headers})
    return judge(reply.status)
