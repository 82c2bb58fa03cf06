"""Clients inside the process, where the queries of a page can be counted."""

import re
import secrets
from collections.abc import Mapping

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

STATEMENT = re.compile(r"\s*\(*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", re.IGNORECASE)


class Counter:
    """Asks as the holder of some cookies; ``queries`` is what the last answer took, sign-in and session included."""

    def __init__(self, cookies: Mapping[str, str]) -> None:
        self.client = Client(HTTP_HOST="127.0.0.1")
        self.queries = 0
        for name, value in cookies.items():
            self.client.cookies[name] = value

    def get(self, path: str) -> HttpResponse:
        """A page."""
        with CaptureQueriesContext(connection) as captured:
            response = self.client.get(path)
        return self._counted(response, captured, 200)

    def post(self, path: str, **fields: object) -> HttpResponse:
        """A form."""
        token = {"once": secrets.token_urlsafe(24)}
        with CaptureQueriesContext(connection) as captured:
            response = self.client.post(path, {**fields, **token})
        return self._counted(response, captured, 303)

    def _counted(self, response: HttpResponse, captured: CaptureQueriesContext, status: int) -> HttpResponse:
        if response.status_code != status:
            raise AssertionError(f"{response.status_code} instead of {status}: {response.content.decode()[:2000]}")
        self.queries = sum(bool(STATEMENT.match(query["sql"])) for query in captured.captured_queries)
        return response
