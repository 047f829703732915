"""What is asked of whoever moves a stream or strikes a reading out."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings

from shenbian.kit.period import today
from shenbian.people.models import Person
from shenbian.rights.models import Post

MINUTES = "%Y-%m-%dT%H:%M"


def instant(label: str, *, required: bool = True, help_text: str = "") -> forms.DateTimeField:
    """A day and a time of day, in Beijing."""
    return forms.DateTimeField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=[MINUTES, f"{MINUTES}:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTES),
    )


def playable(address: str) -> str:
    """An address that our own page may play: a path of this site, or https at a host that the settings name.

    Raises ValidationError with what to do.
    """
    said = urlsplit(address.strip())
    if address and not said.netloc and not said.scheme and said.path.startswith("/"):
        return address.strip()
    if address and (said.scheme != "https" or said.netloc not in settings.STREAM_HOSTS):
        hosts = "、".join(settings.STREAM_HOSTS) or "还没有设置"
        raise forms.ValidationError(
            f"这个地址不能在本平台播放。请用直播服务器的https地址（{hosts}）；要用别的服务器，请系统管理员先登记。"
        )
    return address.strip()


class Times(forms.Form):
    """From when until when."""

    starts_at = instant("开始时间")
    ends_at = instant("预计结束")

    class Privacy:
        plain = frozenset({"starts_at", "ends_at"})

    def clean(self) -> None:
        starts, ends = self.cleaned_data.get("starts_at"), self.cleaned_data.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", "预计结束应晚于开始时间。")


class Moved(Times):
    """A new time, and why."""

    reason = forms.CharField(label="原因", max_length=200, help_text="请求提醒的职工会看到")

    class Privacy:
        plain = frozenset({"starts_at", "ends_at", "reason"})


class Why(forms.Form):
    reason = forms.CharField(label="原因", max_length=200, help_text="请求提醒的职工会看到")

    class Privacy:
        plain = frozenset({"reason"})


class Struck(forms.Form):
    """Why a reading is struck out: it stands in the ledger, so it names nobody."""

    reason = forms.CharField(label="原因", max_length=200, help_text="会写进台账，请不要写人名和号码")

    class Privacy:
        plain = frozenset({"reason"})


class Addresses(forms.Form):
    """Where it can be watched, and what it is about."""

    playlist = forms.CharField(
        label="播放地址", max_length=500, required=False, help_text="直播服务器给的HLS地址（以.m3u8结尾），在本平台播放"
    )
    link = forms.URLField(
        label="外部链接",
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="在别的平台观看的页面；只打开链接，不在本平台播放",
    )
    about = forms.CharField(label="内容简介", max_length=1000, required=False, widget=forms.Textarea)

    class Privacy:
        plain = frozenset({"playlist", "link", "about"})

    def clean_playlist(self) -> str:
        return playable(self.cleaned_data["playlist"])


class Test(forms.Form):
    """What was looked at before it goes out. Of somebody else's stream only what it shows."""

    content_checked = forms.BooleanField(
        label="内容已经审核，画面、声音和链接都试过",
        error_messages={"required": "没有审核内容的直播不能开播。请先审核。"},
    )
    delay_seconds = forms.IntegerField(
        label="延时播出（秒）", required=False, min_value=0, max_value=3600, help_text="别人办的直播不用填"
    )
    moderator = forms.CharField(
        label="互动值守人", required=False, max_length=100, help_text="任职人员的姓名；别人办的直播不用填"
    )

    class Privacy:
        plain = frozenset({"content_checked", "delay_seconds"})

    def clean_moderator(self) -> Person | None:
        """The officer of this name: one who holds a post today."""
        name = str(self.cleaned_data["moderator"]).strip()
        if not name:
            return None
        posts = Post.objects.standing_on(today()).filter(person__name=name)
        found = list(Person.objects.filter(pk__in=posts.values("person"))[:2])
        if not found:
            raise forms.ValidationError(f"没有叫“{name}”的任职人员。请写值守干部的姓名。")
        if len(found) > 1:
            raise forms.ValidationError(f"有不止一位任职人员叫“{name}”。请换一位值守。")
        return found[0]


class Replay(forms.Form):
    """Where it can be watched afterwards."""

    replay = forms.CharField(
        label="回放地址", max_length=500, help_text="回放文件的HLS地址（以.m3u8结尾），在本平台播放"
    )

    class Privacy:
        plain = frozenset({"replay"})

    def clean_replay(self) -> Any:
        return playable(self.cleaned_data["replay"])
