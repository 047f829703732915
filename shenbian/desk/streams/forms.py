"""Forms by which a stream is planned and a counter is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms

from shenbian.editions.models import Edition
from shenbian.editions.queries import editions_covered
from shenbian.files.media import MEDIA
from shenbian.kit.period import BEIJING, now
from shenbian.orgs.models import Organisation
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import reaches
from shenbian.streams.actions import Plan, ReadingSaid, Shot
from shenbian.streams.forms import MINUTES, Addresses, Times, instant
from shenbian.streams.kinds import StreamKind, stream_kinds
from shenbian.streams.models import Counter
from shenbian.streams.queries import Read

NEW = ""  # a platform that was not read yet


def kinds_for(actor: Actor) -> list[StreamKind]:
    """What somebody may plan: the kinds of their lines of work. No query."""
    reach = reaches(actor, Right.EDITION_MANAGE)
    return [kind for kind in stream_kinds if any(not each.desks or kind.desk.value in each.desks for each in reach)]


class PlanForm(Addresses, Times):
    """What a stream begins with."""

    kind = forms.ChoiceField(label="种类")
    title = forms.CharField(label="名称", max_length=200, help_text="登记表按这个名称找到它，定下以后不再改")
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="举办工会", empty_label=None)
    edition = forms.ModelChoiceField(
        Edition.objects.none(), label="属于哪一期", required=False, empty_label="单独举办，不属于哪一期"
    )
    host = forms.CharField(
        label="别的单位办的",
        max_length=200,
        required=False,
        help_text="写办会单位的名称；我们只放链接、登记读数。自己办的不填",
    )
    field_order = (
        "kind", "title", "organisation", "edition", "starts_at", "ends_at", "host", "playlist", "link", "about",
    )  # fmt: skip

    class Privacy(Addresses.Privacy, Times.Privacy):
        plain = Addresses.Privacy.plain | Times.Privacy.plain

    def __init__(self, said: Any = None, *, actor: Actor, edition: Edition | None = None) -> None:
        kinds = kinds_for(actor)
        begins: dict[str, Any] = {"kind": kinds[0].key} if kinds else {}
        if edition is not None and (kind := stream_kinds.of(edition.programme)):
            begins = {"kind": kind.key, "title": edition.title, "edition": edition.pk}
        super().__init__(said, initial=begins)
        posts = (post for post in actor.posts if Right.EDITION_MANAGE in post.role.rights)
        asked: Any = self.fields
        asked["kind"].choices = [(each.key, each.title) for each in kinds]
        bodies = {post.organisation_id for post in posts}
        asked["organisation"].queryset = Organisation.objects.filter(pk__in=bodies).order_by("path")
        programmes = [each.programme for each in kinds]
        open_ones = editions_covered(actor).filter(programme__in=programmes)
        asked["edition"].queryset = open_ones.exclude(status__in=("finished", "cancelled"))

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("host") and not self.cleaned_data.get("link"):
            self.add_error("link", "别的单位办的直播，请写观看的链接。")

    @property
    def plan(self) -> Plan:
        """What was said, once the form is valid."""
        return Plan(**self.cleaned_data)


class ReadingForm(forms.Form):
    """A counter of another platform, as somebody reads it off."""

    counter = forms.ChoiceField(label="计数器", required=False)
    platform = forms.CharField(
        label="平台", max_length=60, required=False, help_text="新的计数器才填，如：顺义工会公众号"
    )
    phase = forms.ChoiceField(
        label="时段", choices=Counter.Phase.choices, required=False, help_text="新的计数器才选；直播和回放分开计"
    )
    value = forms.IntegerField(label="读数", min_value=0, max_value=10**12, help_text="照平台上的数字写，不加不减")
    taken_at = instant("读数时间")
    reset = forms.BooleanField(
        label="平台清零重计", required=False, help_text="读数变小了才勾：原来的计数器到此为止，另起一个"
    )
    shot = forms.FileField(
        label="截图", help_text="拍下或截下平台上的数字", widget=forms.ClearableFileInput(attrs={"accept": "image/*"})
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, said: Any = None, files: Any = None, *, counters: Sequence[Read]) -> None:
        at = now().astimezone(BEIJING)
        super().__init__(said, files, initial={"taken_at": f"{at:{MINUTES}}", "client_key": uuid4()})
        self.known = {
            str(each.counter.pk): each.counter
            for each in counters
            if not each.counter.own and each.counter.followed_by_id is None
        }
        named = [(pk, f"{each.platform}（{each.get_phase_display()}）") for pk, each in self.known.items()]
        counter: Any = self.fields["counter"]
        counter.choices = [*named, (NEW, "新的计数器")]

    def clean_shot(self) -> Any:
        shot = self.cleaned_data["shot"]
        if (shot.size or 0) > MEDIA["image/jpeg"].limit:
            raise forms.ValidationError("截图太大，不能超过15兆。请换一张。")
        return shot

    def clean(self) -> None:
        if not self.cleaned_data.get("counter") and not self.cleaned_data.get("platform"):
            self.add_error("platform", "新的计数器，请写是哪个平台。")

    @property
    def said(self) -> ReadingSaid:
        """What was said, once the form is valid."""
        told = self.cleaned_data
        shot = told["shot"]
        return ReadingSaid(
            value=told["value"],
            taken_at=told["taken_at"],
            counter=self.known.get(told["counter"]),
            platform=told["platform"],
            phase=told["phase"],
            reset=told["reset"],
            shots=[Shot(shot.read(), shot.name or "截图")],
        )

    @property
    def key(self) -> UUID:
        found: UUID = self.cleaned_data["client_key"]
        return found
