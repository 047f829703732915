"""What is said with the moves of a batch, and stays in their traces."""

from django import forms


class Applied(forms.Form):
    """How the rows of the sheet came out."""

    register = forms.CharField(label="登记表")
    file = forms.CharField(label="文件")
    new = forms.IntegerField(label="新增")
    changed = forms.IntegerField(label="变更")
    same = forms.IntegerField(label="已有")
    left_out = forms.IntegerField(label="不计")
    conflicting = forms.IntegerField(label="与主系统冲突")
    refused = forms.IntegerField(label="退回")

    class Privacy:
        plain = frozenset("register file new changed same left_out conflicting refused".split())


class Reversed(forms.Form):
    """Why a batch is taken back."""

    reason = forms.CharField(label="撤回原因", max_length=200)

    class Privacy:
        plain = frozenset({"reason"})
