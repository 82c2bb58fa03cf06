"""What a page may not do: complain in the console, be wider than its window, shut people out."""

import json
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Page

AXE = Path(__file__).parent / "vendor/axe-4.14.1"
# Chromium says this of every answer of 400 and above; a form with errors answers 422, a link that is used up 410, and mean it.
EXPECTED = tuple(f"Failed to load resource: the server responded with a status of {code}" for code in (422, 410))
RUN = """async () => {
  const told = await axe.run(document, { resultTypes: ["violations"] });
  return told.violations.map((v) => `${v.id}: ${v.help} — ${v.nodes.map((n) => n.target.join(" ")).join(" | ")}`);
}"""


class Watch:
    """Listens to pages; ``complaints`` is all they said."""

    def __init__(self) -> None:
        self.complaints: list[str] = []

    def __call__(self, page: Page) -> Page:
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(EXPECTED):
            self.complaints.append(f"{message.location.get('url')}: {message.text}")


def barriers(page: Page) -> list[str]:
    """What axe finds, in Chinese: the rule, its words, the elements."""
    if not page.evaluate("'axe' in window"):
        page.evaluate((AXE / "axe.min.js").read_text(encoding="utf-8"))
        words = json.loads((AXE / "zh_CN.json").read_text(encoding="utf-8"))
        page.evaluate("(locale) => axe.configure({ locale })", words)
    told: list[str] = page.evaluate(RUN)
    return told


def surplus(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth"))
