"""People at a browser: how they sign in, fill in a page's form and send it."""

from collections.abc import Mapping

from playwright.sync_api import Page, expect

PASSWORD = "Qinqing-2026-demo"
Fields = Mapping[str, object]


class Person:
    """Somebody with a browser; every step goes through what the pages show."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def sign_in(self, username: str) -> None:
        """Through the sign-in page; who may work in several posts takes the first, the own one."""
        page = self.page
        page.goto("/sign-in/")
        page.get_by_label("用户名").fill(username)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(lambda url: "/sign-in/" not in url)
        if page.url.endswith("/desk/post/"):
            page.locator("main button:not(:has-text('代'))").first.click()
            page.wait_for_url("**/desk/")

    def fill(self, fields: Fields) -> None:
        """By field name: text, the words of a choice, or a list of labels to tick."""
        for name, value in fields.items():
            control = self.page.locator(f"main [name='{name}']")
            kind = control.first.evaluate("one => one.type")
            if kind == "select-one":
                control.select_option(label=str(value))
            elif kind == "radio":
                self.page.locator(f"main [name='{name}'][value='{value}']").check()
            elif kind == "checkbox":
                for label in value if isinstance(value, list) else [value]:
                    self.page.locator(f"main label:has([name='{name}'])", has_text=str(label)).first.check()
            else:
                control.fill(str(value))

    def send(self, fields: Fields | None = None, *, button: str = "main form button.main") -> None:
        """Fills in the page's form, sends it, and sees that nothing was wrong."""
        self.fill(fields or {})
        before = self.page.url
        self.page.locator(button).first.click()
        self.page.wait_for_load_state()
        wrong = self.page.locator("#errors, .message.error")
        assert not wrong.count(), f"{before}: {wrong.first.inner_text()}"

    def take(self, place: str, move: str, fields: Fields | None = None) -> None:
        """One move of an appeal, a day or an item: from its page by the button offered there, through the move's form."""
        self.page.goto(place)
        self.page.locator(f"main .moves a[href$='/{move}/'], main .moves a[href$='/{move}']").first.click()
        self.page.wait_for_url(lambda url: move in url)
        self.send(fields)
        expect(self.page.locator("h1").first).to_be_visible()
