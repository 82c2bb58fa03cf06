"""What the bureau asks the enterprise to say more clearly stands on its page until the enterprise has; 四(一)1."""

import pytest
from tests.cast import NOW, Stage

from qinqing.procedure.appeals import actions as appeals

pytestmark = pytest.mark.django_db
ASKED = "请写明是哪条线路停电"


@pytest.mark.parametrize("state", ["lodged", "registered"])
def test_it_is_asked_first_thing_until_something_was_added(cast, enterprise, state):
    appeal, browser = Stage(cast)(state), enterprise("hengxin")
    page = f"/my/{appeal.code}/"
    assert "请您说清楚" not in browser.get(page).text
    appeals.ask_clearer(appeal, note=ASKED, by=cast.intake, at=NOW)
    now = browser.get(page).text.partition("您反映的")[0]
    assert ASKED in now
    assert f'class="btn wide main" href="{page}supplement"' in now
    assert browser.post(f"{page}supplement", {"note": "园区二号线，每周两三次"}).status_code == 303
    assert "请您说清楚" not in browser.get(page).text


def test_once_a_department_has_it_the_department_asks(cast, enterprise):
    appeal = Stage(cast)("registered")
    appeals.ask_clearer(appeal, note=ASKED, by=cast.intake, at=NOW)
    appeals.sort(appeal, kind="simple", matter="trouble", category="power", by=cast.intake, at=NOW)
    appeals.transfer(appeal, lead=cast.organ("power-supply"), by=cast.intake, at=NOW)
    assert "请您说清楚" not in enterprise("hengxin").get(f"/my/{appeal.code}/").text
