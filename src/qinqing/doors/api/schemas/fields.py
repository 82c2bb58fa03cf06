"""Fields as programs send them, shaped and refused exactly as on the pages."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from ninja import Path, Query
from ninja.params.functions import Form
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, GetJsonSchemaHandler, PlainSerializer
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from qinqing.kernel.errors import NotFound, Refused
from qinqing.kernel.labels import Labelled
from qinqing.kernel.shaping import clean_line, clean_text, shape_amount
from qinqing.kernel.shaping.text import LINE_LIMIT, TEXT_LIMIT
from qinqing.procedure.register import queries as register

When = TypeVar("When", date, datetime)


class Told(BaseModel):
    """What a program sends: nothing beyond what is asked."""

    model_config = ConfigDict(extra="forbid", validate_default=True)

    def fields(self) -> dict[str, Any]:
        """As actions and queries take them; an organ's code has become its id meanwhile, which pydantic would warn of."""
        return self.model_dump(warnings=False)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The shape with the values of an enumeration where they are asked for: each chapter has a State of its own."""
        told = handler.resolve_ref_schema(handler(core_schema))
        told["properties"] = {name: _with_values(one, handler) for name, one in told.get("properties", {}).items()}
        return told


def shaped(shape: Callable[[Any], Any]) -> AfterValidator:
    """The value as ``shape`` makes it; its refusal is told beside the field."""

    def tell(value: Any) -> Any:
        try:
            return shape(value)
        except Refused as refusal:
            raise PydanticCustomError("refused", "{reason}", {"reason": refusal.reason}) from refusal

    return AfterValidator(tell)


def _with_values(told: Any, handler: GetJsonSchemaHandler) -> Any:
    if isinstance(told, list):
        return [_with_values(one, handler) for one in told]
    if not isinstance(told, dict):
        return told
    if "enum" in (found := handler.resolve_ref_schema(told) if "$ref" in told else {}):
        told = {name: one for name, one in told.items() if name != "$ref"} | {
            "type": found["type"],
            "enum": found["enum"],
        }
    return {name: _with_values(one, handler) for name, one in told.items()}


def _said(text: str) -> str:
    if not text.strip():
        raise Refused("请填写")
    return text


def _in_time(at: When) -> When:
    if not 2000 <= at.year <= 2200:
        raise Refused("年份只能在 2000 至 2200 之间")
    return at


def _amount(text: str) -> Decimal | None:
    """An amount in yuan, read as on the pages; None where nothing is written."""
    found = shape_amount(text)
    if found is None and text:
        raise Refused("没有看懂这个金额，请写成 1200000 或 120万")
    return found


def _filled(amount: Decimal | None) -> Decimal:
    if amount is None:
        raise Refused("请填写金额")
    return amount


def organ_id(code: str) -> int:
    """The organ of this code. Raises Refused."""
    try:
        return register.organ_by_code(code).id
    except NotFound:
        raise Refused(f"登记册里没有代码为 {code} 的机构，请查 /api/v1/register/organs") from None


def post_id(code: str) -> int:
    """The post of this code. Raises Refused."""
    found = next((post for post in register.posts() if post.code == code), None)
    if found is None:
        raise Refused(f"登记册里没有代码为 {code} 的岗位，请查 /api/v1/register/organs 中机构的 posts")
    return found.id


def one_of(words: Iterable[Labelled], **more: Any) -> Any:
    """One of a glossary's words, with their Chinese in the description."""
    return Field(description="，".join(f"{one.value} {one.label}" for one in words), **more)


Line = Annotated[str, Field(max_length=LINE_LIMIT), shaped(clean_line)]
NeededLine = Annotated[str, Field(min_length=1, max_length=LINE_LIMIT), shaped(clean_line), shaped(_said)]
Text = Annotated[str, Field(max_length=TEXT_LIMIT), shaped(clean_text)]
CreditCode = Annotated[str, Field(max_length=60), shaped(clean_line)]
NeededText = Annotated[str, Field(min_length=1, max_length=TEXT_LIMIT), shaped(clean_text), shaped(_said)]
OrganCode = Annotated[str, Field(max_length=60), shaped(clean_line), shaped(organ_id)]
PostCode = Annotated[str, Field(max_length=60), shaped(clean_line), shaped(post_id)]
Moment = Annotated[AwareDatetime, shaped(_in_time)]
Day = Annotated[date, shaped(_in_time)]
Hour = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$"), shaped(time.fromisoformat)]
HourTold = Annotated[time, PlainSerializer(lambda at: f"{at:%H:%M}", return_type=str)]
Amount = Annotated[str, Field(max_length=60), shaped(clean_line), shaped(_amount)]
filled = shaped(_filled)
AppealCode = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[-a-zA-Z0-9_]+$")]
Code = Annotated[str, Path(max_length=40, pattern=r"^[-a-zA-Z0-9_]+$")]
Version = Annotated[int | None, Query(ge=0, lt=10**9, description="所见诉求的版本；被别人先办了的，回答 409")]
PageSize = Annotated[int, Field(ge=1, le=100, description="一页几条")]
NO_NOTE = Form("", description="补充说明，可不填")
