"""``qinqing demo``: fills an empty database with the demo county, its people and appeals in every state."""

from datetime import datetime, timedelta
from typing import Any

from django.core.management import call_command

from qinqing.doors.operations.command import Answer, OperatorCommand, progress
from qinqing.doors.operations.county.cast import Cast
from qinqing.doors.operations.county.correspondence import write_letters
from qinqing.doors.operations.county.living import last_working_moment, live
from qinqing.doors.operations.county.settling import settle
from qinqing.doors.operations.county.story import tell
from qinqing.kernel.errors import Refused
from qinqing.kernel.phrases import local
from qinqing.procedure.appeals import actions as appeals
from qinqing.procedure.register import queries as register
from qinqing.services.accounts import queries as accounts

SETTLED_BEFORE = timedelta(days=400)


class Command(OperatorCommand):
    """The county of the story, brought to life through the public actions."""

    help = "在空数据库里装入演示县：机构、岗位、人员、300 家企业和处在各个环节的诉求"

    def answer(self, *, at: datetime, **options: Any) -> Answer:
        """Refuses a database that is not empty."""
        call_command("migrate", verbosity=0)
        if not register.is_empty() or accounts.accounts(limit=1):
            raise Refused("数据库不是空的，演示县只能装入空数据库，请换一个 QINQING_DATABASE_URL 或 QINQING_DATA")
        county = tell()
        counts = settle(county, at=at - SETTLED_BEFORE)
        codes = live(Cast(county, local(at).date()), county.appeals, now=last_working_moment(at), show=lambda steps, total: progress(
            steps, what="诉求办理", total=total))  # fmt: skip
        write_letters(codes, at=at)
        appeals.measure_monthly(at=at)
        text = f"已装入{county.name}：{counts['organs']}个机构、{counts['accounts']}个账号、{counts['enterprises']}家企业、{len(codes)}件诉求"
        return Answer({**counts, "appeals": len(codes)}, text)
