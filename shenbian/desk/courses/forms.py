"""What an officer says of a course: one lesson more, how it is examined, a sheet of questions."""

from __future__ import annotations

from typing import Any

from django import forms

from shenbian.courses.actions.setting_up import listed_bodies
from shenbian.courses.models import Course
from shenbian.courses.models.course import Medium


class LessonForm(forms.Form):
    """One lesson."""

    title = forms.CharField(label="名称", max_length=120)
    medium = forms.ChoiceField(label="形式", choices=Medium.choices)
    minutes = forms.IntegerField(
        label="时长（分钟）", min_value=1, max_value=600, help_text="学满这么久、答过在场确认，才算学完"
    )
    trade = forms.CharField(label="工种", max_length=60, required=False, help_text="只给一个工种学的才填")
    url = forms.CharField(
        label="地址", max_length=500, required=False, help_text="视频写本系统的地址，以/开头；链接以https://开头"
    )
    body = forms.CharField(label="正文", required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 8}))


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
