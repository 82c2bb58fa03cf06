"""The register: enterprises and organs, to be read."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from qinqing.doors.api.schemas.fields import Line, OrganCode, PageSize, Told, one_of
from qinqing.doors.api.schemas.moves import Section
from qinqing.procedure.register.rules import CodeStatus, OrganKind, Size, Status


class SoughtEnterprises(Told):
    """Which enterprises."""

    text: Annotated[Line, Field(max_length=100)] = Field("", description="名称、代码、电话")
    township: OrganCode | None = Field(None, description="乡镇、园区的代码")
    section: Section = Field("", description="行业门类")
    size: Size | None = one_of(Size, default=None)
    status: Status | None = one_of(Status, default=None)
    code_status: CodeStatus | None = one_of(CodeStatus, default=None)
    after: int | None = Field(None, ge=1, lt=10**18, description="上一页给出的 next")
    limit: PageSize = 50


class EnterpriseRow(BaseModel):
    """One enterprise in a list."""

    code: str
    name: str
    credit_code: str
    code_status: str
    township: str
    section: str
    industry: str
    size: str
    status: str


class Enterprises(BaseModel):
    """One page of the register; ``next`` is the ``after`` of the next, null on the last."""

    enterprises: list[EnterpriseRow]
    next: int | None


class ContactTold(BaseModel):
    """Whom to reach."""

    name: str
    phone: str
    note: str


class EnterpriseTold(EnterpriseRow):
    """One enterprise."""

    old_number: str
    project_number: str
    address: str
    legal_person: str
    founded_on: date | None
    county_registered: bool
    agreement_signed: bool
    eligible: bool = Field(description="是不是《方案》二(三)的接待对象")
    reason: str = Field(description="不是的，为什么")
    contacts: list[ContactTold]


class SoughtOrgans(Told):
    """Which organs."""

    kind: OrganKind | None = one_of(OrganKind, default=None)
    state: Literal["active", "all"] = Field("active", description="active 现有的，all 含已撤并的")


class OrganRow(BaseModel):
    """One organ in a list."""

    code: str = Field(description="机构代码，办理时填它")
    name: str
    short_name: str
    kind: str
    active: bool
    assignable: bool = Field(description="诉求能不能转给它")


class Organs(BaseModel):
    """The organs."""

    organs: list[OrganRow]


class Seat(BaseModel):
    """One post and who holds it."""

    code: str
    role: str
    label: str
    sections: list[str] = Field(description="分管行业门类")
    holders: list[str]


class OrganTold(OrganRow):
    """One organ with its posts."""

    former_names: list[str]
    duties: str
    phone: str
    successor: str = Field(description="撤并后的承接单位代码")
    posts: list[Seat]
