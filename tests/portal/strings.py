"""Every string that a member may read: those of the templates and the code, and those of the declarations."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django import forms

import shenbian
import shenbian.programmes.contents
from shenbian.aid.flows import DOSSIER
from shenbian.aid.forms import PARTS, Applied, Member
from shenbian.aid.helping import HELP
from shenbian.awards.benefits import BENEFIT
from shenbian.awards.declared import subsidies
from shenbian.awards.noticing import NOTICE, OBJECTION
from shenbian.certificates.declared import certificate_kinds
from shenbian.challenges.declared import challenge_kinds
from shenbian.challenges.flows import flow_of
from shenbian.challenges.judging import Why, words
from shenbian.courses.models import Enrolment
from shenbian.deployments.models import DutyDay
from shenbian.editions.declared import EntryKind, entry_kinds
from shenbian.editions.models import Part
from shenbian.facts.kind import codes_of, kinds
from shenbian.flow.table import Phase
from shenbian.gatherings.declared import Mode, session_kinds
from shenbian.gatherings.flows.asks import Feedback
from shenbian.gatherings.flows.booking import BOOKING
from shenbian.gatherings.flows.turn import TURN
from shenbian.gatherings.guards.demands import WORDS
from shenbian.notices.channels.registry import TITLES
from shenbian.notices.kinds import kinds as notice_kinds
from shenbian.people.models import Document, Group
from shenbian.personal.models import About, DataRequest
from shenbian.personal.purposes import PURPOSES
from shenbian.personal.queries import WHAT
from shenbian.portal.aid.forms import PaperForm
from shenbian.portal.aid.steps import TITLES as STEPS
from shenbian.portal.awards.views import Objection as Objecting
from shenbian.rights.catalogue import OWNERS_RIGHTS, ROLES
from shenbian.standard.programme import catalogue

HOUSE = Path(shenbian.__file__).parent
TEMPLATES = [HOUSE / "portal" / "templates", HOUSE / "look" / "templates", HOUSE / "accounts" / "templates"]
CODE = [HOUSE / "portal", HOUSE / "accounts", HOUSE / "look", HOUSE / "notices", HOUSE / "files"]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SAID = re.compile(r"""\{%\s*translate\s+"([^"]+)"|_\("([^"]+)"\)""")
_BLOCK = re.compile(r"\{%\s*blocktranslate\b[^%]*%\}(.*?)\{%\s*endblocktranslate\s*%\}", re.S)
_NAMED = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def of_templates() -> set[str]:
    """What templates translate, as gettext knows it."""
    found = set()
    for folder in TEMPLATES:
        for file in folder.rglob("*.html"):
            text = file.read_text(encoding="utf-8")
            found |= {first or second for first, second in _SAID.findall(text)}
            found |= {_NAMED.sub(r"%(\1)s", body) for body in _BLOCK.findall(text)}
    return found


def of_code() -> set[str]:
    """What the code of the surfaces translates."""
    found = set()
    for folder in CODE:
        for file in folder.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "gettext", "gettext_lazy"):
                    argument = node.args[0]
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        found.add(argument.value)
    return found


def of_declarations() -> set[str]:
    """What declarations say in Chinese and a page shows translated."""
    found = {each.title for each in kinds} | {each.one for each in kinds}
    found |= {facet.title for each in kinds for facet in each.facets}
    found |= {word for each in kinds for facet in each.facets for word in codes_of(facet).values()}
    found |= {each.title for each in catalogue} | {role.title for role in ROLES.values()} | set(WHAT.values())
    found |= {text for each in PURPOSES.values() for text in (each.title, each.sentence)}
    found |= {str(each.label) for choices in (About, Group, Part, Document) for each in choices}
    for flow in DataRequest.flows():
        found |= {flow.title, *(s.title for s in flow.states), *(m.title for m in flow.moves)}
    found |= {text for each in certificate_kinds for text in (each.title, each.proves, each.leaves_open)}
    for awarded in (NOTICE, OBJECTION, BENEFIT):
        found |= {state.title for state in awarded.states[awarded is not NOTICE :]}
    found |= {each.title for each in subsidies}
    found |= {str(field.label) for field in Objecting.base_fields.values()}
    found |= {state.title for state in DutyDay.FLOW.states if state.phase is Phase.DONE}  # one's own days
    for course in Enrolment.flows():
        found |= {course.title, *(state.title for state in course.states[1:])}
    for kind in entry_kinds:
        found |= set(of_kind(kind))
    for challenge in challenge_kinds:
        found |= {challenge.unit, challenge.how, *challenge.sources.values()}
        found |= {state.title for state in flow_of(challenge).states} | {words(why, challenge.unit) for why in Why}
    for session in session_kinds:
        found |= {session.title, session.what, session.verb, *(guard.title for guard in session.who)}
    found |= {str(mode.label) for mode in Mode} | set(WORDS.values()) | of_refusals()
    found |= {state.title for state in (*BOOKING.states, *TURN.states)}
    found |= {move.title for move in BOOKING.moves if move.right in OWNERS_RIGHTS}
    found |= {str(each) for field in Feedback().fields.values() for each in of_field(field)}
    found |= {each.title for each in notice_kinds} | set(TITLES.values())
    found |= of_files()
    found |= {"您本人", "服务器操作员", "工作人员"}  # who looked, where no post says it
    return {text for text in found if CHINESE.search(text)}


def of_files() -> set[str]:
    """What the pages of one's own hardship file show translated."""
    forms_of = (*(form() for form in PARTS.values()), Member(), PaperForm(), Applied())
    fields = [field for form in forms_of for field in form.fields.values()]
    found = {text for field in fields for text in (*of_field(field), str(field.help_text))}
    return found | {state.title for state in (*DOSSIER.states, *HELP.states)} | set(STEPS.values()) | of_sums()


def of_sums() -> set[str]:
    """What the kernel says of itself where it names nothing that changes."""
    return {"有几处还没有填对。", "困难帮扶由所在工会办理，请先入会。", "还没有填写：%(parts)s。"}


def of_field(field: forms.Field) -> Iterator[str]:
    """The label of a field that is shown translated, and what may be chosen."""
    yield str(field.label)
    yield from (str(title) for _, title in getattr(field, "choices", ()))


# What may refuse a member: its sentences are shown in their language.
REFUSING = [
    HOUSE / "awards" / "actions.py",
    HOUSE / "awards" / "guards.py",
    HOUSE / "facts" / "proofs.py",
    HOUSE / "rulebook" / "queries.py",
    HOUSE / "editions" / "guards.py",
    HOUSE / "editions" / "actions" / "entering.py",
    HOUSE / "editions" / "actions" / "papers.py",
    HOUSE / "files" / "media.py",
    HOUSE / "flow" / "refusals.py",
    *(HOUSE / "gatherings" / "guards" / f"{name}.py" for name in ("booking", "demands", "rating", "team", "turn")),
    HOUSE / "mixers" / "actions.py",
    HOUSE / "mixers" / "guards.py",
    HOUSE / "courses" / "guards.py",
    HOUSE / "courses" / "actions" / "examining.py",
    HOUSE / "standard" / "guards.py",
    HOUSE / "programmes" / "organising" / "transferring.py",
]


def of_refusals() -> set[str]:
    """The sentences with which a member is refused, those that hold data as their templates."""
    found: set[str] = set()
    for file in REFUSING:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        pieces = {id(piece) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for piece in node.values}
        texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in pieces]
        found |= {each.value for each in texts if isinstance(each.value, str) and each.value.endswith("。")}
        found |= {node.args[0].value for node in ast.walk(tree) if _is_sentence(node)}  # type: ignore[attr-defined]
    return found


def _is_sentence(node: ast.AST) -> bool:
    """One whose template is written where it is made; a template from a table is among the texts."""
    if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "Sentence":
        return False
    return isinstance(node.args[0], ast.Constant)


def put_together() -> list[str]:
    """Sentences of those files that are put together before they are shown, so that nobody can translate them."""
    found = []
    for file in REFUSING:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                last = node.values[-1]
                if isinstance(last, ast.Constant) and str(last.value).endswith("。"):
                    found.append(f"{file.relative_to(HOUSE)}:{node.lineno}")
    return found


def of_kind(kind: EntryKind) -> Iterator[str]:
    yield from (kind.title, kind.verb, kind.what)
    yield from (each.title for each in kind.flow.states)
    yield from (each.title for each in kind.flow.moves)
    yield from (guard.title for guard in kind.who if guard.title)
    for step in kind.form.steps:
        yield step.title
        for field in step.fields:
            yield from (text for text in (field.title, field.help) if text)
            if not callable(field.choices):
                yield from (title for _, title in field.choices)


def everything() -> set[str]:
    """All of them; a field and what is wrong with it are joined by a colon that is Chinese too."""
    return of_templates() | of_code() | of_declarations() | {"%(label)s：%(text)s"}
