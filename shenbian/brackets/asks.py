"""What a mover says: a result, who did not come, where it is played, a decision."""

from __future__ import annotations

from django import forms

_NAMELESS = "会留痕，请不要写人名和号码"


class Result(forms.Form):
    """The score of the first and of the second."""

    one_score = forms.IntegerField(label="前者得分", min_value=0, max_value=9999)
    two_score = forms.IntegerField(label="后者得分", min_value=0, max_value=9999)
    note = forms.CharField(label="说明", max_length=200, required=False, help_text=_NAMELESS)

    class Privacy:
        plain = frozenset({"one_score", "two_score", "note"})


class Absent(forms.Form):
    """Who did not come, or gave up."""

    absent = forms.ChoiceField(label="弃权的一方", choices=[("one", "前者"), ("two", "后者")])
    note = forms.CharField(label="说明", max_length=200, required=False, help_text=_NAMELESS)

    class Privacy:
        plain = frozenset({"absent", "note"})


class Where(forms.Form):
    """At which session it is played, and where there."""

    session = forms.CharField(label="场次编号", max_length=60)
    court = forms.CharField(label="场地或台号", max_length=60, required=False)

    class Privacy:
        plain = frozenset({"session", "court"})


class Seeding(forms.Form):
    seeding = forms.IntegerField(label="种子号", min_value=1, max_value=99, required=False, help_text="不填就不是种子")

    class Privacy:
        plain = frozenset({"seeding"})


class Why(forms.Form):
    reason = forms.CharField(label="原因", max_length=200, help_text=_NAMELESS)

    class Privacy:
        plain = frozenset({"reason"})


class Decision(forms.Form):
    decision = forms.CharField(label="裁决意见", max_length=300, help_text=_NAMELESS)

    class Privacy:
        plain = frozenset({"decision"})
