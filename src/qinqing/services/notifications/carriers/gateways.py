"""短信: any gateway that takes an HTTP request, described by what it wants to be sent."""

from qinqing.services.notifications import transport
from qinqing.services.notifications.carriers.parcels import Parcel
from qinqing.services.notifications.rules.gateways import filled, pairs
from qinqing.services.notifications.rules.lines import fill
from qinqing.services.notifications.rules.media import GONE, Outcome, again, judge

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


def carry(parcel: Parcel) -> Outcome:
    """One request; done when the status is good and the answer has the words that mean success."""
    told = parcel.settings
    words = {"phone": parcel.to, "text": parcel.said.body, "id": parcel.code, **parcel.secrets}
    headers = {name: fill(value, words) for name, value in pairs(told["headers"], ":")}
    kind = JSON if told["format"] == "json" else FORM
    body = filled(told["body"], words, told["format"])
    reply = transport.post(told["url"], body, {"Content-Type": f"{kind}; charset=utf-8", **headers})
    outcome = judge(reply.status)
    if outcome is GONE and told["success"] and told["success"] not in reply.text:
        return again(f"短信网关的回答里没有“{told['success']}”")
    return outcome
