"""The papers of a thing: its page's part of them, and the door through which they come and go."""

from __future__ import annotations

from typing import Any
from uuid import uuid4, uuid5

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shenbian.accounts.access import OFFICER, PageRequest, page
from shenbian.desk.field.forms import ManyFiles
from shenbian.desk.finding import thing_or_404
from shenbian.desk.going_back import back_of
from shenbian.desk.things.shown import paper
from shenbian.files.media import LARGEST, MEDIA
from shenbian.files.models import Attachment
from shenbian.flow.filing import Sheet, add_papers, filing_of, may_add, may_remove, remove_paper
from shenbian.flow.models import Flowing
from shenbian.flow.refusals import NotYours
from shenbian.kit.refusal import Refused
from shenbian.rights.actor import Actor

AT_ONCE = 12  # files of one upload


class Papers(forms.FileField):
    """Some files, at least one."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        files = [super(Papers, self).clean(each, initial) for each in data or [] if each]
        if not files:
            raise forms.ValidationError("还没有选文件。")
        if len(files) > AT_ONCE:
            raise forms.ValidationError(f"一次最多{AT_ONCE}个文件，请分几次传。")
        if large := next((each for each in files if (each.size or 0) > LARGEST), None):
            raise forms.ValidationError(f"“{large.name}”超过了30兆，请缩小后再传。")
        return files


class PapersForm(forms.Form):
    """What they are, and the files."""

    what = forms.ChoiceField(label="是什么")
    papers = Papers(
        label="文件",
        widget=ManyFiles(attrs={"accept": ",".join(MEDIA)}),
        help_text="图片、PDF、Word 或 Excel，一次可选几个；看得到本项台账的人都能看",
    )
    papers_key = forms.UUIDField(widget=forms.HiddenInput)

    class Privacy:
        plain = frozenset({"what", "papers_key"})

    def __init__(self, *args: Any, thing: Flowing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        filing = filing_of(thing)
        self.fields["what"].choices = [(each, each) for each in filing.sorts] if filing else []  # type: ignore[attr-defined]


def filed(thing: Flowing, attached: list[Attachment], actor: Actor) -> dict[str, Any]:
    """What `desk/things/_papers.html` shows: the papers, and the form for more where somebody may add them."""
    own = {each.pk for each in attached if each.subject == thing.subject} if may_remove(thing, actor) else set()
    return {
        "papers": [paper(each) | ({"remove": str(each.pk)} if each.pk in own else {}) for each in attached],
        "files": PapersForm(thing=thing, initial={"papers_key": uuid4()}) if may_add(thing, actor) else None,
        "papers_to": reverse("desk:thing_papers", args=[thing._meta.label_lower, thing.pk]),
    }


@require_POST
@page(OFFICER)
def papers(request: PageRequest, label: str, pk: int) -> HttpResponse:
    """Take papers in, or one away."""
    found = thing_or_404(request.actor, label, pk)
    if filing_of(found) is None:
        raise Http404
    try:
        if (gone := request.POST.get("remove", "")).isdecimal():
            remove_paper(found, paper=int(gone[:18]), by=request.actor)
            messages.success(request, "已移除。")
        else:
            messages.success(request, f"上传了{_taken_in(request, found)}份材料。")
    except NotYours as no:
        raise Http404 from no
    except Refused as no:
        messages.warning(request, no.reasons[0])
    return redirect(f"{back_of(request) or reverse('desk:thing', args=[label, pk])}#papers")


def _taken_in(request: PageRequest, thing: Flowing) -> int:
    """How many were taken in. Raises Refused where none can be."""
    form = PapersForm(request.POST, request.FILES, thing=thing)
    if not form.is_valid():
        raise Refused({0: str(form.errors["papers"][0]) if "papers" in form.errors else "请选是什么材料，再上传。"})
    told = form.cleaned_data
    sheets = [
        Sheet(each.name or "", each.read(), uuid5(told["papers_key"], f"{n}:{each.name}"))
        for n, each in enumerate(told["papers"])
    ]
    return len(add_papers(thing, what=told["what"], sheets=sheets, by=request.actor))
