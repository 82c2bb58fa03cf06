"""二(三): whom the Plan receives."""

from dataclasses import dataclass

from qinqing.kernel.verdicts import ALLOWED, Verdict, deny
from qinqing.procedure.register.rules.kinds import Status

CLAUSE = "二(三)"


@dataclass(frozen=True, slots=True)
class Standing:
    """What 二(三) asks of an enterprise."""

    status: str
    county_registered: bool
    agreement_signed: bool
    unnamed: bool = False


def eligibility(standing: Standing) -> Verdict:
    """Received: entities registered in the county; projects under construction or renewed with a signed investment
    agreement and a registration. An enterprise that gave no name is received and looked into.
    """
    if standing.unnamed:
        return ALLOWED
    if standing.status == Status.CANCELLED:
        return deny("该企业已注销，不属于接待对象，请说明原因并告知可向谁反映", CLAUSE)
    if standing.status == Status.ELSEWHERE or not standing.county_registered:
        return deny("该企业没有在本县注册，不属于接待对象，请核对登记信息或引导其向注册地反映", CLAUSE)
    if standing.status != Status.REGISTERED and not standing.agreement_signed:
        return deny("在建、续建项目须已签订投资合作协议，请核对登记信息后再受理", CLAUSE)
    return ALLOWED
