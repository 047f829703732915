"""A form by declaration: what an entry must say, step by step (one page each on a phone).

A field says how sensitive its answer is, and where Shenbian already knows it: what is known is shown, never asked.
Django forms are derived from it (`editions.fields`); nothing here imports a model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from shenbian.kit.privacy import Sensitivity

Choices = Sequence[tuple[str, str]] | Callable[[], Sequence[tuple[str, str]]]


class FieldKind(StrEnum):
    """What an answer is, and how it is kept in JSON."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"  # whole
    MONEY = "money"  # asked in yuan, kept in fen
    DATE = "date"  # kept as its ISO text
    CHOICE = "choice"  # kept as its code
    DOCUMENT = "document"  # an identity number; sealed
    PHONE = "phone"
    UNIT = "unit"  # an employer by name, number or credit code, as typed
    YES_NO = "yes_no"
    CONSENT = "consent"  # must be given
    FILE = "file"  # papers are attached to the entry, named by the field's title; the answer says nothing


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question. `known` names what Shenbian may know already (`editions.known`): then it is shown, not asked."""

    key: str
    title: str
    kind: FieldKind = FieldKind.TEXT
    help: str = ""
    required: bool = True
    sensitivity: Sensitivity = Sensitivity.PERSONAL
    choices: Choices = ()
    longest: int = 200  # characters of a text
    least: int | None = None  # of a number, or of fen
    most: int | None = None
    known: str = ""


@dataclass(frozen=True)
class Step:
    """One page of a form. `key` lives for ever in drafts."""

    key: str
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Form:
    """The steps in their order. Checked when it is made."""

    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        for problem in self.problems():
            raise ValueError(f"form: {problem}")

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for step in self.steps for field in step.fields)

    def step(self, key: str) -> Step:
        """Raises KeyError for a step that the form does not have."""
        for each in self.steps:
            if each.key == key:
                return each
        raise KeyError(f"no step {key!r}")

    def field(self, key: str) -> Field:
        """Raises KeyError for a field that the form does not have."""
        for each in self.fields:
            if each.key == key:
                return each
        raise KeyError(f"no field {key!r}")

    def problems(self) -> Iterator[str]:
        keys = [field.key for field in self.fields]
        steps = [step.key for step in self.steps]
        yield from (f"two fields are called {key}" for key in sorted({key for key in keys if keys.count(key) > 1}))
        yield from (f"two steps are called {key}" for key in sorted({key for key in steps if steps.count(key) > 1}))
        for field in self.fields:
            if field.kind is FieldKind.CHOICE and not field.choices:
                yield f"{field.key} has nothing to choose from"
            if field.kind is FieldKind.DOCUMENT and field.sensitivity is not Sensitivity.SEALED:
                yield f"{field.key} is an identity number and not sealed"
        yield from (f"step {step.key} asks nothing" for step in self.steps if not step.fields)
