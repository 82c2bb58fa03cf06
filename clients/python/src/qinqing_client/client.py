"""The interface as methods: each returns what the OpenAPI document says, or raises Problem."""

import base64
import json
import uuid
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import quote, urlencode

from qinqing_client import told
from qinqing_client.problems import Problem
from qinqing_client.transport import Ask, Transport, over_http

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
        return cast(told.Own, self._get(f"/my/appeals/{quote(code, safe='')}"))

    # --- asking -------------------------------------------------------------------------------------------------------

    def _get(self, path: str, wanted: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None) -> Any:
        chosen = {name: value for name, value in (wanted or {}).items() if value not in (None, "")}
        address = f"{ROOT}{path}" + (f"?{urlencode(chosen)}" if chosen else "")
        return self._ask(Ask("GET", address, self._headers(headers or {})))

    def _post(self, path: str, sent: Mapping[str, Any], key: str) -> Any:
        headers = {"Content-Type": "application/json", "Idempotency-Key": key or str(uuid.uuid4())}
        body = json.dumps(sent, ensure_ascii=False).encode()
        return self._ask(Ask("POST", f"{ROOT}{path}", self._headers(headers), body))

    def _headers(self, more: Mapping[str, str]) -> dict[str, str]:
        own = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {"Accept": "application/json", **own, **more}

    def _ask(self, ask: Ask) -> Any:
        answer = self.transport(ask)
        if answer.status >= 400:
            raise Problem(answer.status, _told(answer.body), _seconds(answer.headers.get("retry-after", "")))
        return json.loads(answer.body)


def _told(body: bytes) -> Mapping[str, Any]:
    """A problem document; what stands between (a proxy) may answer with something else."""
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _seconds(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None
