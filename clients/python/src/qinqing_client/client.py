"""The interface as methods: each returns what the OpenAPI document says, or raises Problem."""

import base64
import json
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast
from urllib.parse import quote, urlencode

from qinqing_client import decided, told
from qinqing_client.problems import Problem
from qinqing_client.transport import Answer, Ask, Transport, over_http
from qinqing_client.uploads import Files, form

ROOT = "/api/v1"


class Client:
    """One site, and one token (or pass). Every write carries an idempotency key: give your own to try again safely."""

    def __init__(self, site: str = "", *, token: str = "", transport: Transport | None = None) -> None:
        self.transport = transport or over_http(site)
        self.token = token

    # --- open to everybody --------------------------------------------------------------------------------------------

    def openapi(self) -> dict[str, Any]:
        """The interface's own description."""
        return cast(dict[str, Any], self._get("/openapi.json"))

    def bulletins(self) -> list[told.Bulletin]:
        """月度通报, the newest first."""
        return cast(list[told.Bulletin], self._get("/bulletins")["bulletins"])

    def bulletin(self, month: str) -> dict[str, Any]:
        """One published month (``2026-10``), with its figures."""
        return cast(dict[str, Any], self._get(f"/bulletins/{_part(month)}"))

    def measures(self) -> dict[str, Any]:
        """评价指标 and how they were."""
        return cast(dict[str, Any], self._get("/measures"))

    def county(self) -> dict[str, Any]:
        """本县信息: the name, the contact points, and what is brought elsewhere."""
        return cast(dict[str, Any], self._get("/county"))

    def days(self) -> list[told.Day]:
        """接待日安排."""
        return cast(list[told.Day], self._get("/days")["days"])

    def lodge(
        self,
        text: str,
        enterprise_name: str,
        contact_phone: str,
        *,
        credit_code: str = "",
        contact_name: str = "",
        confidential: bool = False,
        key: str = "",
    ) -> told.Receipt:
        """提交诉求. Keep number and query code: the code is told this once, and again only to the same ``key``."""
        sent = {
            "text": text,
            "enterprise_name": enterprise_name,
            "contact_phone": contact_phone,
            "credit_code": credit_code,
            "contact_name": contact_name,
            "confidential": confidential,
        }
        return cast(told.Receipt, self._post("/appeals", sent, key))

    def track(self, number: str, query_code: str) -> told.Tracked:
        """查询进度: the appeal, and a pass (``["bearer"]``) that is good as a token for two hours."""
        pair = base64.b64encode(f"{number}:{query_code}".encode()).decode()
        return cast(told.Tracked, self._get("/track", headers={"Authorization": f"Basic {pair}"}))

    # --- the enterprise's own -----------------------------------------------------------------------------------------

    def own_appeals(self) -> list[told.Row]:
        """我的诉求, the newest first."""
        return cast(list[told.Row], self._get("/my/appeals")["appeals"])

    def own_appeal(self, code: str) -> told.Own:
        """One of them, with its course and the moves that are open."""
        return cast(told.Own, self._get(f"/my/appeals/{_part(code)}"))

    def own_move(
        self, code: str, name: str, /, *, version: int | None = None, key: str = "", **fields: Any
    ) -> told.Made:
        """Confirm, doubt, supplement, withdraw: what the appeal's ``moves`` say is allowed."""
        return self._move(f"/my/appeals/{_part(code)}/moves/{_part(name)}", version, fields, key)

    def own_item_move(
        self, code: str, item: str, name: str, /, *, version: int | None = None, key: str = "", **fields: Any
    ) -> told.Made:
        """确认到账, 确认落实, 提出疑问: what the enterprise says about one of its appeal's ``items``."""
        path = f"/my/appeals/{_part(code)}/items/{_part(item)}/moves/{_part(name)}"
        return self._move(path, version, fields, key)

    def evaluate(
        self, code: str, *, solved: bool, level: int, reasons: Sequence[str] = (), comment: str = "", key: str = ""
    ) -> told.Made:
        """评价, once for each closing: ``level`` 5 (very satisfied) to 1."""
        sent = {"solved": solved, "level": level, "reasons": list(reasons), "comment": comment}
        return cast(told.Made, self._post(f"/my/appeals/{_part(code)}/evaluation", sent, key))

    def own_material(self, code: str, files: Files, *, note: str = "", key: str = "") -> told.Made:
        """补充材料: names and contents."""
        return self._upload(f"/my/appeals/{_part(code)}/material", files, note, key)

    def own_file(self, code: str, file: str) -> bytes:
        """One piece of the appeal's material."""
        return self._fetch(f"/my/appeals/{_part(code)}/files/{_part(file)}")

    # --- the desk -----------------------------------------------------------------------------------------------------

    def todo(self) -> told.Todo:
        """待办."""
        return cast(told.Todo, self._get("/desk/todo"))

    def appeals(self, **wanted: Any) -> told.Page:
        """A page of the appeals this post may see; filters as in the OpenAPI document."""
        return cast(told.Page, self._get("/desk/appeals", wanted))

    def every_appeal(self, **wanted: Any) -> Iterator[told.Row]:
        """All of them, page after page."""
        return self._every(self.appeals, "appeals", wanted)

    def appeal(self, code: str) -> told.Detail:
        """One appeal with its course, its limits and the table's moves for this post."""
        return cast(told.Detail, self._get(f"/desk/appeals/{_part(code)}"))

    def receive(self, *, key: str = "", **fields: Any) -> told.Receipt:
        """登记诉求."""
        return cast(told.Receipt, self._post("/desk/appeals", fields, key))

    def hand_down(self, *, key: str = "", **fields: Any) -> told.Receipt:
        """转来诉求."""
        return cast(told.Receipt, self._post("/desk/appeals/handed-down", fields, key))

    def move(self, code: str, name: str, /, *, version: int | None = None, key: str = "", **fields: Any) -> told.Made:
        """One move of the table; ``version`` as the appeal was seen: whoever was faster is named (409)."""
        return self._move(f"/desk/appeals/{_part(code)}/moves/{_part(name)}", version, fields, key)

    def material(self, code: str, files: Files, *, note: str = "", key: str = "") -> told.Made:
        """补充材料."""
        return self._upload(f"/desk/appeals/{_part(code)}/material", files, note, key)

    def file(self, code: str, file: str) -> bytes:
        """One piece of an appeal's material."""
        return self._fetch(f"/desk/appeals/{_part(code)}/files/{_part(file)}")

    # --- decided items ------------------------------------------------------------------------------------------------

    def items(self, **wanted: Any) -> decided.ItemsPage:
        """A page of the decided items this post may see; filters as in the OpenAPI document."""
        return cast(decided.ItemsPage, self._get("/desk/items", wanted))

    def every_item(self, **wanted: Any) -> Iterator[decided.ItemRow]:
        """All of them, page after page."""
        return self._every(self.items, "items", wanted)

    def item(self, code: str) -> decided.ItemDetail:
        """One decided item with all it is made of and the table's moves for this post."""
        return cast(decided.ItemDetail, self._get(f"/desk/items/{_part(code)}"))

    def item_move(
        self, code: str, name: str, /, *, version: int | None = None, key: str = "", **fields: Any
    ) -> told.Made:
        """One move of the items' table."""
        return self._move(f"/desk/items/{_part(code)}/moves/{_part(name)}", version, fields, key)

    def item_proof(self, code: str, milestone: int, proof: str, files: Files, *, key: str = "") -> told.Made:
        """完成节点, with proof in files."""
        return self._send(
            f"/desk/items/{_part(code)}/proof", [("milestone", str(milestone)), ("proof", proof)], files, key
        )

    def item_file(self, code: str, file: str) -> bytes:
        """One proof filed with an item."""
        return self._fetch(f"/desk/items/{_part(code)}/files/{_part(file)}")

    def item_paper(self, code: str, paper: str, form: str = "docx") -> bytes:
        """One report on an item, or sheet it was assigned with, as ``docx`` or ``pdf``."""
        return self._fetch(f"/desk/items/{_part(code)}/papers/{_part(paper)}/{_part(form)}")

    # --- reception days and minutes -----------------------------------------------------------------------------------

    def reception_days(self, **wanted: Any) -> decided.ReceptionDays:
        """A page of the reception days and joint meetings this post may see."""
        return cast(decided.ReceptionDays, self._get("/desk/days", wanted))

    def every_reception_day(self, **wanted: Any) -> Iterator[decided.ReceptionDayRow]:
        """All of them, page after page."""
        return self._every(self.reception_days, "days", wanted)

    def reception_day(self, code: str) -> decided.ReceptionDayDetail:
        """One day: its agenda with outcomes, who came, papers, and the table's moves for this post."""
        return cast(decided.ReceptionDayDetail, self._get(f"/desk/days/{_part(code)}"))

    def plan_day(self, *, key: str = "", **fields: Any) -> decided.DayMade:
        """安排接待日."""
        return cast(decided.DayMade, self._post("/desk/days", fields, key))

    def call_meeting(self, *, key: str = "", **fields: Any) -> decided.DayMade:
        """召集联席会议."""
        return cast(decided.DayMade, self._post("/desk/days/meetings", fields, key))

    def day_move(
        self, code: str, name: str, /, *, version: int | None = None, key: str = "", **fields: Any
    ) -> told.Made:
        """One move of the days' table; what is about one appeal of the agenda names it as ``appeal``."""
        return self._move(f"/desk/days/{_part(code)}/moves/{_part(name)}", version, fields, key)

    def day_paper(self, code: str, paper: str, form: str = "docx") -> bytes:
        """One paper written of a day, as ``docx`` or ``pdf``."""
        return self._fetch(f"/desk/days/{_part(code)}/papers/{_part(paper)}/{_part(form)}")

    def minutes_list(self, **wanted: Any) -> decided.MinutesPage:
        """A page of the minutes this post may see."""
        return cast(decided.MinutesPage, self._get("/desk/minutes", wanted))

    def every_minutes(self, **wanted: Any) -> Iterator[decided.MinutesRow]:
        """All of them, page after page."""
        return self._every(self.minutes_list, "minutes", wanted)

    def minutes(self, code: str) -> decided.MinutesDetail:
        """The minutes of one day: text, decided items, corrections, papers, and the table's moves for this post."""
        return cast(decided.MinutesDetail, self._get(f"/desk/minutes/{_part(code)}"))

    def minutes_move(
        self, code: str, name: str, /, *, version: int | None = None, key: str = "", **fields: Any
    ) -> told.Made:
        """One move of the minutes' table."""
        return self._move(f"/desk/minutes/{_part(code)}/moves/{_part(name)}", version, fields, key)

    def minutes_paper(self, code: str, paper: str, form: str = "docx") -> bytes:
        """The minutes, a correction or an assignment sheet, as ``docx`` or ``pdf``."""
        return self._fetch(f"/desk/minutes/{_part(code)}/papers/{_part(paper)}/{_part(form)}")

    # --- the register -------------------------------------------------------------------------------------------------

    def enterprises(self, **wanted: Any) -> told.Enterprises:
        """A page of the register."""
        return cast(told.Enterprises, self._get("/register/enterprises", wanted))

    def enterprise(self, code: str) -> told.EnterpriseDetail:
        """One enterprise."""
        return cast(told.EnterpriseDetail, self._get(f"/register/enterprises/{_part(code)}"))

    def organs(self, **wanted: Any) -> list[told.Organ]:
        """Organs with their codes."""
        return cast(list[told.Organ], self._get("/register/organs", wanted)["organs"])

    def organ(self, code: str) -> told.OrganDetail:
        """One organ with its posts."""
        return cast(told.OrganDetail, self._get(f"/register/organs/{_part(code)}"))

    # --- asking -------------------------------------------------------------------------------------------------------

    def _get(self, path: str, wanted: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None) -> Any:
        chosen = {name: value for name, value in (wanted or {}).items() if value not in (None, "")}
        address = f"{ROOT}{path}" + (f"?{urlencode(chosen)}" if chosen else "")
        return self._ask(Ask("GET", address, self._headers(headers or {})))

    def _post(self, path: str, sent: Mapping[str, Any], key: str) -> Any:
        headers = {"Content-Type": "application/json", "Idempotency-Key": key or str(uuid.uuid4())}
        body = json.dumps(sent, ensure_ascii=False).encode()
        return self._ask(Ask("POST", f"{ROOT}{path}", self._headers(headers), body))

    def _move(self, path: str, version: int | None, fields: Mapping[str, Any], key: str) -> told.Made:
        seen = "" if version is None else f"?version={version}"
        return cast(told.Made, self._post(f"{path}{seen}", fields, key))

    def _every(self, ask: Callable[..., Any], name: str, wanted: Mapping[str, Any]) -> Iterator[Any]:
        after: Any = ""
        while after is not None:
            page = ask(**{**wanted, "after": after})
            yield from page[name]
            after = page["next"] or None

    def _upload(self, path: str, files: Files, note: str, key: str) -> told.Made:
        return self._send(path, [("note", note)] if note else [], files, key)

    def _send(self, path: str, fields: Sequence[tuple[str, str]], files: Files, key: str) -> told.Made:
        kind, body = form(fields, files)
        headers = {"Content-Type": kind, "Idempotency-Key": key or str(uuid.uuid4())}
        return cast(told.Made, self._ask(Ask("POST", f"{ROOT}{path}", self._headers(headers), body)))

    def _fetch(self, path: str) -> bytes:
        return self._answer(Ask("GET", f"{ROOT}{path}", self._headers({"Accept": "*/*"}))).body

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        own = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {"Accept": "application/json", **own, **more}

    def _ask(self, ask: Ask) -> Any:
        return json.loads(self._answer(ask).body)

    def _answer(self, ask: Ask) -> Answer:
        answer = self.transport(ask)
        if answer.status >= 400:
            raise Problem(answer.status, _told(answer.body), _seconds(answer.headers.get("retry-after", "")))
        return answer


def _part(text: str) -> str:
    return quote(text, safe="")


def _told(body: bytes) -> Mapping[str, Any]:
    """A problem document; what stands between (a proxy) may answer with something else."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _seconds(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None
