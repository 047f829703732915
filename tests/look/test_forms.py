"""A form says beside each field what is wrong and what to do, and screen readers hear it with the field."""

import re
from datetime import date

import pytest
from django import forms
from django.utils.translation import override

from shenbian.look.templatetags.look import mistakes


class Asked(forms.Form):
    name = forms.CharField(label="姓名", help_text="与身份证上的一致。")
    town = forms.ChoiceField(label="镇街", choices=[("", "请选择"), ("a", "南河")])
    ways = forms.MultipleChoiceField(label="办法", choices=[("x", "甲")], widget=forms.CheckboxSelectMultiple)
    proof = forms.FileField(label="证书照片")
    agreed = forms.BooleanField(label="我同意")
    own = forms.CharField(label="编号", error_messages={"required": "编号在证书左下角。"})
    many = forms.IntegerField(label="人数", max_value=500)
    note = forms.CharField(label="备注", required=False)


def sent() -> Asked:
    form = Asked({"many": "501"})
    form.is_valid()
    return form


def test_what_is_missing_is_named_and_the_author_s_own_words_are_kept() -> None:
    form = sent()
    assert [mistakes(form[name]) for name in form.fields] == [
        ["请填写姓名。"],
        ["请选择镇街。"],
        ["请选择办法。"],
        ["请附上证书照片。"],
        ["请勾选后再提交。"],
        ["编号在证书左下角。"],
        ["确保该值小于或等于500。"],
        [],
    ]


def test_help_and_mistakes_are_heard_with_the_field() -> None:
    drawn = str(sent())
    told = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*aria-describedby="([^"]+)"', drawn))
    assert told == {
        "name": "id_name_helptext id_name_error",
        "proof": "id_proof_error",
        "agreed": "id_agreed_error",
        "own": "id_own_error",
        "many": "id_many_error",
    }
    assert set(" ".join(told.values()).split()) - set(re.findall(r' id="(\w+)"', drawn)) == set()


def test_only_what_may_be_left_out_says_so() -> None:
    drawn = str(Asked())
    assert re.findall(r'>([^<>]+)<span class="optional">', drawn) == ["备注"]


def test_every_field_has_its_label() -> None:
    drawn = str(Asked())
    assert re.findall(r'<label for="(\w+)">', drawn) == [
        "id_name",
        "id_town",
        "id_ways_0",
        "id_proof",
        "id_own",
        "id_many",
        "id_note",
    ]
    assert re.findall(r"<legend>(\w+)", drawn) == ["办法"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_date_field_shows_the_day_it_holds_as_browsers_read_it(language: str) -> None:
    class Until(forms.Form):
        on = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))

    with override(language):
        drawn = str(Until(initial={"on": date(2026, 9, 6)})["on"])
    assert re.findall(r'value="([^"]+)"', drawn) == ["2026-09-06"]
