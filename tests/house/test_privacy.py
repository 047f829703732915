"""Every field of every table has a declared sensitivity; the page that people review says the same."""

import pytest
from django.db import models

from shenbian.cli.made import FOLDER, house_models, pages
from shenbian.kit.privacy import Sensitivity, declared, problems


def test_every_field_has_one_declared_sensitivity_and_nothing_else_is_declared() -> None:
    assert list(problems(house_models())) == []


def test_an_undeclared_a_doubled_and_an_unknown_field_are_each_named() -> None:
    class Slip(models.Model):
        name = models.CharField(max_length=1)
        twice = models.CharField(max_length=1)

        class Privacy:
            plain = frozenset({"id", "twice"})
            personal = frozenset({"twice", "ghost"})

        class Meta:
            app_label = "slip"

    assert list(problems([Slip])) == [
        "slip.Slip.name has no declared sensitivity",
        "slip.Slip.twice is declared twice",
        "slip.Slip declares ghost, which is no field",
    ]


def test_what_is_sealed_is_bytes() -> None:
    wrong = [
        f"{model._meta.label}.{name}"
        for model in house_models()
        for name, said in declared(model).items()
        if Sensitivity.SEALED in said and not isinstance(model._meta.get_field(name), models.BinaryField)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["privacy.md", "rights.md"])
def test_the_reviewed_page_is_what_the_declarations_say(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == pages()[name]
