"""What somebody may wish of notices, as a form: for each kind the channels, the quiet hours, a mail address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext, gettext_lazy

from shenbian.notices.actions import be_quiet, be_reached_at, prefer
from shenbian.notices.channels.addresses import kept
from shenbian.notices.channels.registry import channels
from shenbian.notices.kinds import kinds
from shenbian.notices.queries import quiet_of, wishes_of
from shenbian.notices.rules import Quiet
from shenbian.rights.actor import Actor


class Channels(forms.MultipleChoiceField):
    """Some channels, or none: nothing is left out by ticking none, so the page does not say that one may."""

    widget = forms.CheckboxSelectMultiple

    def validate(self, value: Any) -> None:
        for each in value:
            if not self.valid_value(each):
                raise ValidationError(gettext("没有这个渠道，请重新勾选。"))


class Wishes(forms.Form):
    """Unbound it says what counts now. `save` needs a form that is valid."""

    begins = forms.TimeField(label=gettext_lazy("免打扰开始"), widget=forms.TimeInput({"type": "time"}, "%H:%M"))
    ends = forms.TimeField(
        label=gettext_lazy("免打扰结束"),
        widget=forms.TimeInput({"type": "time"}, "%H:%M"),
        help_text=gettext_lazy("这段时间的通知等到结束再发。两个时间相同，就是不设免打扰。"),
    )

    class Privacy:
        plain = frozenset({"begins", "ends"})

    def __init__(self, said: Any = None, *, of: Actor) -> None:
        self.actor, self.person = of, of.person or 0
        self.channels = channels()
        quiet = quiet_of([self.person]).get(self.person, Quiet())
        super().__init__(said, initial={"begins": quiet.begins, "ends": quiet.ends})
        if self.channels:
            self._ask_of_kinds()
        if "mail" in self.channels:
            self.fields["mail"] = forms.CharField(
                label=gettext("邮箱"),
                required=False,
                max_length=120,
                initial=kept("mail", [self.person]).get(self.person),
            )

    def _ask_of_kinds(self) -> None:
        wishes = wishes_of(self.person)
        choices = [(key, gettext(channel.title)) for key, channel in self.channels.items()]
        for kind in kinds:
            wanted = [key for key, _ in choices if wishes.get((kind.key, key), key in kind.channels)]
            self.fields[kind.key] = Channels(
                label=gettext(kind.title),
                choices=choices,
                initial=wanted,
                help_text=gettext("免打扰时段也发") if kind.urgent else "",
            )
        self.order_fields([kind.key for kind in kinds])

    def clean_mail(self) -> str:
        """An address that could be one; whether somebody reads there nobody can tell beforehand."""
        said = str(self.cleaned_data["mail"]).strip()
        try:
            if said:
                validate_email(said)
        except ValidationError as wrong:
            raise ValidationError(gettext("这个邮箱地址写得不对，请核对，例如 wang@example.com。")) from wrong
        return said

    def save(self) -> None:
        """Keep all of it."""
        said = self.cleaned_data
        be_quiet(said["begins"], said["ends"], by=self.actor)
        prefer(
            {
                (kind.key, channel): channel in said[kind.key]
                for kind in kinds
                if kind.key in said
                for channel in self.channels
            },
            by=self.actor,
        )
        if "mail" in said:
            be_reached_at("mail", said["mail"], by=self.actor)
