"""What the mover of an enrolment must also say."""

from __future__ import annotations

from django import forms


class Why(forms.Form):
    """Why it ends without a pass: the learner reads it, and where a fact is struck out the ledger keeps it."""

    reason = forms.CharField(label="原因", max_length=200, help_text="学员会看到；可能写进台账，请不要写人名和号码")

    class Privacy:
        plain = frozenset({"reason"})


class Dropped(forms.Form):
    """Why a learner stops, where they wish to say it."""

    reason = forms.CharField(label="退学原因", max_length=200, required=False, help_text="可以不写，写了便于改进课程")

    class Privacy:
        plain: frozenset[str] = frozenset()


class Passed(forms.Form):
    """A result that an officer records: of an exam on the spot, or of a whole course of study."""

    score = forms.IntegerField(
        label="成绩", min_value=0, max_value=100, required=False, help_text="百分制；没有分数的可以不填"
    )

    class Privacy:
        plain: frozenset[str] = frozenset()


class GradeOf(forms.Form):
    """One grade of one term."""

    term = forms.IntegerField(label="学期", min_value=1, max_value=20)
    subject = forms.CharField(label="课程", max_length=60)
    score = forms.IntegerField(label="成绩", min_value=0, max_value=100)

    class Privacy:
        plain = frozenset({"term", "subject"})


class RowOfSheet(forms.Form):
    """What the taker of a register says for each row: the fact, and the batch it came with."""

    fact = forms.Field(label="台账记录")
    batch = forms.IntegerField(label="批次")

    class Privacy:
        plain = frozenset({"batch"})
