"""Keeping what enterprises read while they write, 四."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from qinqing.kernel.actors import Actor
from qinqing.kernel.errors import Refused
from qinqing.procedure.appeals.events import PROMPT_SET, prompt_subject
from qinqing.procedure.appeals.models import Prompted
from qinqing.procedure.appeals.permits import may_keep_prompts
from qinqing.procedure.appeals.queries.prompting import prompt, prompt_columns
from qinqing.procedure.appeals.rules.kinds import Category
from qinqing.procedure.appeals.rules.prompts import Prompt, tidy
from qinqing.services.journal.actions import record


@transaction.atomic
def set_prompt(
    category: str, *, ask: str, examples: Iterable[str], materials: Iterable[str], by: Actor, at: datetime
) -> Prompt:
    """The county's words beside a category, in place of what stood there.

    Raises Refused for an actor without the right, without a word on what to write, and where nothing changes.
    """
    may_keep_prompts(by).enforce()
    told = tidy(ask, examples, materials)
    if not told.ask:
        raise Refused("请写明要企业写清什么，一句话也可以")
    if told == prompt(category):
        raise Refused("没有要更改的内容，请修改后再保存")
    sets = prompt_columns(told)
    Prompted.objects.update_or_create(category=Category(category), defaults=sets)
    facts = {"category": Category(category).label}
    record(prompt_subject(category), PROMPT_SET, by=by, at=at, facts=facts, sets=sets)
    return told
