"""亲清's interface for programs: ``Client("https://…", token="qq_…")``."""

from qinqing_client.client import Client
from qinqing_client.problems import Problem
from qinqing_client.transport import Answer, Ask, Transport, over_http

__all__ = ["Answer", "Ask", "Client", "Problem", "Transport", "over_http"]
