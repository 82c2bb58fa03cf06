"""反映提示: what an enterprise reads while it writes, by category: what to write, how others wrote, what is needed."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from qinqing.kernel.shaping import clean_line, clean_text
from qinqing.procedure.appeals.rules.kinds import Category

MOST = 6
ASK_LIMIT, EXAMPLE_LIMIT, MATERIAL_LIMIT = 200, 400, 60

# As the page offers them: what belongs together stands together.
GROUPS: tuple[tuple[str, tuple[Category, ...]], ...] = (
    ("用地和建设", (Category.LAND, Category.TITLE, Category.PLANNING, Category.CONSTRUCTION)),
    ("证照、环保和安全", (Category.PERMIT, Category.ENVIRONMENT, Category.SAFETY)),
    ("水电气和网络", (Category.POWER, Category.WATER, Category.DRAINAGE, Category.TELECOM)),
    ("道路、运输和周边", (Category.ROAD, Category.LOGISTICS, Category.STREET, Category.ORDER)),
    ("钱的事", (Category.FINANCE, Category.ARREARS, Category.SUBSIDY, Category.TAX)),
    ("招标和合同", (Category.PROCUREMENT, Category.CONTRACT)),
    ("用人", (Category.LABOUR, Category.TALENT, Category.SCHOOLING)),
    ("市场、政策和建议", (Category.MARKET, Category.INQUIRY, Category.SUGGESTION, Category.OTHER)),
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """What stands beside one category. The examples name nobody."""

    ask: str
    examples: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()


def tidy(ask: str, examples: Iterable[str], materials: Iterable[str]) -> Prompt:
    """As it is kept: cleaned, without empty ones, at most six of each."""
    told = (clean_text(example).strip()[:EXAMPLE_LIMIT] for example in examples)
    needed = (clean_line(material)[:MATERIAL_LIMIT] for material in materials)
    return Prompt(
        clean_line(ask)[:ASK_LIMIT], tuple(filter(None, told))[:MOST], tuple(dict.fromkeys(filter(None, needed)))[:MOST]
    )


def usual_prompt(category: Category) -> Prompt:
    """What comes along with the program."""
    return _table()[category]


@cache
def _table() -> dict[Category, Prompt]:
    source = resources.files("qinqing.procedure.appeals").joinpath("prompts.toml").read_text("utf-8")
    return {
        Category(name): Prompt(told["ask"], tuple(told["examples"]), tuple(told["materials"]))
        for name, told in tomllib.loads(source).items()
    }
