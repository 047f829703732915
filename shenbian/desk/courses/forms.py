"""What an officer says of a course: one lesson more, how it is examined, a sheet of questions."""

from __future__ import annotations

from typing import Any

from django import forms

from shenbian.courses.actions.setting_up import listed_bodies
from shenbian.courses.models import Course
from shenbian.courses.models.course import Medium
from shenbian.courses.queries import classes_of
from shenbian.gatherings.models import Session


class LessonForm(forms.Form):
    """One lesson; in class it is one of the sessions of the edition that are no lessons yet."""

    medium = forms.ChoiceField(label="形式", choices=Medium.choices)
    session = forms.ModelChoiceField(
        label="哪一场（面授）",
        queryset=Session.objects.none(),
        required=False,
        empty_label="不是面授",
        help_text="到场签到、计入台账的学员就算学完这一课；签到作废的，随之不算",
    )
    title = forms.CharField(
        label="名称", max_length=120, required=False, help_text="面授的可以不填，用场次的主题；其他的要填"
    )
    minutes = forms.IntegerField(
        label="时长（分钟）",
        min_value=1,
        max_value=600,
        required=False,
        help_text="学满这么久、答过在场确认，才算学完；面授的可以不填，按场次的时长；其他的要填",
    )
    trade = forms.CharField(label="工种", max_length=60, required=False, help_text="只给一个工种学的才填")
    url = forms.CharField(
        label="地址", max_length=500, required=False, help_text="视频写本系统的地址，以/开头；链接以https://开头"
    )
    body = forms.CharField(label="正文", required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: Any = self.fields
        classes = classes_of(course)
        asked["session"].queryset = classes
        if not classes.exists():
            del asked["session"]
            asked["medium"].choices = [each for each in Medium.choices if each[0] != Medium.SESSION]
            for name, help_text in (("title", ""), ("minutes", "学满这么久、答过在场确认，才算学完")):
                asked[name].required, asked[name].help_text = True, help_text

    def clean_minutes(self) -> int:
        return self.cleaned_data["minutes"] or 0


class SettingsForm(forms.Form):
    """How it is examined; what is empty is as the kind declares."""

    starts_on = forms.DateField(
        label="开课日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="不填的，报名后即可学",
    )
    body = forms.ChoiceField(label="颁证机构", required=False)
    questions = forms.IntegerField(label="每卷题数", required=False, min_value=1, max_value=200)
    minutes = forms.IntegerField(label="考试时长（分钟）", required=False, min_value=5, max_value=300)
    tries = forms.IntegerField(label="考试次数", required=False, min_value=1, max_value=10)
    pass_mark = forms.IntegerField(label="合格分", required=False, min_value=1, max_value=100, help_text="百分制")

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        exam = course.kind.exam
        if course.kind.listed:
            listed = listed_bodies(course)
            body: Any = self.fields["body"]
            body.choices = [("", "请选择"), *((each, each) for each in listed)]
            body.help_text = "只有名录里的机构可以颁证；名录在“规则表”里修订"
        else:
            del self.fields["body"]
        for name in ("questions", "minutes", "tries", "pass_mark"):
            if exam is None:
                del self.fields[name]
            else:
                self.fields[name].widget.attrs["placeholder"] = f"不填为{getattr(exam, name)}"


class QuestionsForm(forms.Form):
    """A sheet of questions."""

    file = forms.FileField(
        label="试题（Excel 工作簿 .xlsx）",
        help_text="先下载模板，一行一题；已有的题不会重复导入",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
