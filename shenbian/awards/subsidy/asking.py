"""The questions that applications share, each said once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shenbian.awards.subsidy.claiming import listed
from shenbian.editions.form import Field, FieldKind
from shenbian.kit.period import today
from shenbian.kit.privacy import Sensitivity
from shenbian.rulebook.queries import NoRule, look_up

Pairs = Sequence[tuple[str, str]]


def grades(rule: str) -> Callable[[], Pairs]:
    """The grades of a rule table as it stands today, each once, to choose from. A query or two when it is called."""

    def choices() -> Pairs:
        try:
            rows = look_up(rule, at="", on=today())
        except NoRule:
            rows = []
        return [("", "请选择"), *dict.fromkeys((row["code"], row["title"]) for row in rows)]

    return choices


def contests() -> Pairs:
    """The recognised contests of today."""
    return [("", "请选择"), *((row["code"], f"{row['title']}（{row['level']}）") for row in listed())]


def grade(rule: str, title: str) -> Field:
    """Which grade of the table it is."""
    return Field(key="tier", title=title, kind=FieldKind.CHOICE, choices=grades(rule), sensitivity=Sensitivity.PLAIN)


def number(title: str, help: str) -> Field:
    """The number of what was earned."""
    return Field(key="number", title=title, help=help, longest=60)


def earned(title: str) -> Field:
    """The day on which it was earned."""
    return Field(key="earned_on", title=title, kind=FieldKind.DATE, sensitivity=Sensitivity.PLAIN)


def photo(title: str, help: str = "拍照上传，看得清文字和印章") -> Field:
    """A paper that proves it; its key follows from where it stands in the form."""
    return Field(key="photo", title=title, kind=FieldKind.FILE, help=help, sensitivity=Sensitivity.SEALED)


BANK = Field(key="bank", title="开户银行", help="写到支行，例如：北京银行顺义支行", longest=60)
ACCOUNT = Field(
    key="account",
    title="本人银行账号",
    help="必须是您本人的账户；只有经办和财务看得到，每次查看都留痕",
    sensitivity=Sensitivity.SEALED,
    longest=30,
)
