"""What a template may ask for: fields by their names, loops over lists, conditions on fields. Nothing else is known."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jinja2 import TemplateSyntaxError, nodes

from qinqing.services.documents.rules.papers.layouts import COMMON, Field, Layout
from qinqing.services.documents.rules.papers.rendering import Sandbox

# What stands inside braces, as people see it in the document.
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
FIELD = re.compile(r"\{\{ *[A-Za-z_][\w.]* *\}\}")
STEP = re.compile(
    r"\{%(?:p|tr)? *(?:for +\w+ +in +[A-Za-z_][\w.]*|if +(?:not +)?[A-Za-z_][\w.]*|else|endfor|endif) *%\}"
)
Scope = Mapping[str, "Field | None"]


@dataclass
class Asked:
    """What a template asked for: the fields it names, and what is wrong with it, a sentence each."""

    fields: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def wrong(self, sentence: str) -> None:
        """Notes a fault once."""
        if sentence not in self.faults:
            self.faults.append(sentence)


def judge_words(text: str, asked: Asked) -> None:
    """Every pair of braces in a paragraph's visible text must be one of the few that are known."""
    for found in TAG.finditer(text):
        said = found[0].replace("\n", " ")
        if not (FIELD.fullmatch(said) or STEP.fullmatch(said)):
            asked.wrong(f"“{_short(said)}”不是模板能用的写法，只能写字段名、for 循环和 if 条件，请改正")


def judge_source(source: str, layout: Layout, asked: Asked) -> None:
    """The template's source as docxtpl hands it to Jinja: parsed, never run."""
    try:
        tree = Sandbox().parse(source)
    except TemplateSyntaxError as error:
        asked.wrong(f"模板里的循环、条件或括号没有配对（{_syntax(error)}），请检查 for 与 endfor、if 与 endif")
        return
    known: dict[str, Field | None] = {one.name: one for one in layout.fields}
    known |= {name: None for name in COMMON if name not in known}
    _walk(tree.body, known, asked)


def missing(layout: Layout, asked: Asked) -> list[str]:
    """The labels of the fields a paper cannot do without and the template does not show."""
    return [f"{one.label}（{one.name}）" for one in layout.fields if one.needed and one.name not in asked.fields]


def _walk(body: list[nodes.Node], scope: Scope, asked: Asked) -> None:
    for node in body:
        if isinstance(node, nodes.Output):
            for shown in node.nodes:
                if not isinstance(shown, nodes.TemplateData):
                    _shown(shown, scope, asked)
        elif isinstance(node, nodes.For):
            _loop(node, scope, asked)
        elif isinstance(node, nodes.If):
            _condition(node, scope, asked)
        else:
            asked.wrong("模板里有字段、循环和条件以外的指令，请删去")


def _shown(node: nodes.Node, scope: Scope, asked: Asked) -> None:
    found = _field(node, scope, asked)
    if found is not None and found.each:
        asked.wrong(f"“{found.label}”（{found.name}）是清单，要用 for 循环逐行写出，请改正")


def _loop(node: nodes.For, scope: Scope, asked: Asked) -> None:
    found = _field(node.iter, scope, asked)
    if node.recursive or node.else_ or node.test is not None or not isinstance(node.target, nodes.Name):
        asked.wrong("循环只能写成 for 行 in 清单，请改正")
        return
    if found is None:
        return
    if not found.each:
        asked.wrong(f"“{found.label}”（{found.name}）不是清单，不能循环，请改正")
        return
    row = Field(node.target.name, found.label, None, each=found.each)
    _walk(node.body, {**scope, node.target.name: row}, asked)


def _condition(node: nodes.If, scope: Scope, asked: Asked) -> None:
    test = node.test.node if isinstance(node.test, nodes.Not) else node.test
    _field(test, scope, asked)
    for body in (node.body, node.else_):
        _walk(body, scope, asked)
    for other in node.elif_:
        _condition(other, scope, asked)


def _field(node: nodes.Node, scope: Scope, asked: Asked) -> Field | None:
    """The declared field an expression names; None for a common one and for what is noted as wrong."""
    path = list(_path(node))
    if not path:
        asked.wrong("模板里有字段名以外的表达式，请改成字段名")
        return None
    name, *rest = path
    if name not in scope:
        asked.wrong(f"模板里的字段“{name}”系统不认识，请从字段表中选用")
        return None
    found = scope[name]
    if found is not None:
        asked.fields.add(found.name)
    for part in rest:
        found = next((one for one in found.each if one.name == part), None) if found else None
        if found is None:
            asked.wrong(f"模板里的字段“{'.'.join(path)}”系统不认识，请从字段表中选用")
            return None
    return found


def _path(node: nodes.Node) -> Iterator[str]:
    """``row.name`` as its names; nothing for anything else."""
    names: list[str] = []
    while isinstance(node, nodes.Getattr):
        names.insert(0, node.attr)
        node = node.node
    if isinstance(node, nodes.Name):
        yield node.name
        yield from names


def _short(said: str) -> str:
    return said if len(said) <= 40 else said[:39] + "…"


def _syntax(error: TemplateSyntaxError) -> str:
    word = re.search(r"'(\w+)'", error.message or "")
    return f"在“{word[1]}”处" if word else "在某个括号处"
