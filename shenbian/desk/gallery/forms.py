"""A form with one field of each sort, filled in and sent with mistakes."""

from __future__ import annotations

from django import forms


class SampleForm(forms.Form):
    """Half of it is wrong on purpose, so that the gallery shows how that is said."""

    name = forms.CharField(label="姓名", help_text="与身份证上的一致。")
    phone = forms.CharField(
        label="手机号", min_length=11, error_messages={"min_length": "手机号是11位，现在只有%(show_value)d位。"}
    )
    born = forms.DateField(label="出生日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    town = forms.ChoiceField(label="工作所在镇街", choices=[("", "请选择"), ("a", "南河街道"), ("b", "北屯镇")])
    trade = forms.ChoiceField(
        label="从事的工作",
        choices=[("rider", "外卖、快递"), ("driver", "网约车"), ("other", "其他")],
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label="希望工会帮助的事",
        choices=[("rest", "歇脚、充电"), ("check", "体检"), ("school", "学历提升")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(
        label="情况说明", widget=forms.Textarea(attrs={"rows": 3}), required=False, help_text="三五句话即可。"
    )
    proof = forms.FileField(label="凭据照片", required=False)
    consent = forms.BooleanField(label="我同意工会为办理这件事使用以上信息")


def with_mistakes() -> SampleForm:
    """The form as it comes back: a number too short, a town not chosen, no consent, and a word about the whole."""
    form = SampleForm({"name": "王小明", "phone": "1380000", "trade": "rider", "needs": ["rest"]})
    form.is_valid()
    form.add_error(None, "还有3处要改，改好后再提交；已填的内容都在。")
    return form
