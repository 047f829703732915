"""Forms of tournaments: what is played, who enters, what a referee enters with the names of both sides."""

from __future__ import annotations

from typing import Any

from django import forms

from shenbian.brackets.asks import Absent, Result, Where
from shenbian.brackets.flows import MATCH
from shenbian.brackets.models import Form, Tournament
from shenbian.brackets.queries import Line, sessions_for
from shenbian.desk.names import wrong_in
from shenbian.gatherings.models import Session
from shenbian.look.words import day, moment
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.within import people_said

MOST = 200  # people entered in one go


class NewTournament(forms.Form):
    title = forms.CharField(label="赛事", max_length=100, help_text="例如：乒乓球男子单打")
    form = forms.ChoiceField(label="赛制", choices=Form.choices)
    teams = forms.BooleanField(label="团体赛", required=False, help_text="不勾选是个人赛")


class Entering(forms.Form):
    """People for themselves, or the members of one team."""

    name = forms.CharField(label="队名", max_length=60)
    listed = forms.CharField(
        label="名单",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="一行一个人：证件号码，或者姓名；同名的写姓名和证件号码",
    )

    def __init__(self, *args: Any, tournament: Tournament, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        if not tournament.teams:
            del self.fields["name"]

    def clean(self) -> None:
        """Everybody is found, or nobody is entered."""
        told = self.cleaned_data
        lines = [line for line in str(told.get("listed", "")).splitlines() if line.strip()]
        if len(lines) > MOST:
            self.add_error("listed", f"一次最多{MOST}人，请分几次报。")
            return
        found = people_said(lines, actor=self.actor, right=Right.REGISTER_KEEP)
        told["people"] = [each.person for each in found if each.person]
        for why in wrong_in(found):
            self.add_error("listed", why)


class Protesting(forms.Form):
    side = forms.ChoiceField(label="由谁提出")
    reason = forms.CharField(label="理由", max_length=300, help_text="会留痕，请不要写人名和号码")

    def __init__(self, *args: Any, line: Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = sides_of(line)  # type: ignore[attr-defined]


def sides_of(line: Line) -> list[tuple[str, str]]:
    """Both, as a referee knows them."""
    told = (("one", line.one), ("two", line.two))
    return [(key, f"{side.name}（{side.union}）") for key, side in told if side]


def sessions_offered(tournament: Tournament) -> list[tuple[str, str]]:
    """By number, as an officer knows them."""
    found = sessions_for(tournament)
    first = ("", "请选择场次" if found else "这一届还没有排体育节场次")
    return [first, *((each.number, f"{each.title}，{_at(each)}") for each in found)]


def _at(session: Session) -> str:
    return f"{moment(session.starts_at) if session.starts_at else day(session.on)} {session.place}".strip()


def asked_by(name: str, line: Line, said: Any) -> forms.Form | None:
    """The form of a move of a match with both sides named; None where there is no such move from here."""
    move = MATCH.find(name, line.match.status)
    if move is None or move.asks is None:
        return None
    form: forms.Form = move.asks(said)
    names = dict(sides_of(line))
    if isinstance(form, Result):
        for key, called in names.items():
            form.fields[f"{key}_score"].label = f"{called}得分"
    if isinstance(form, Where):
        form.fields["session"].label = "场次"
        form.fields["session"].widget = forms.Select(choices=sessions_offered(line.match.tournament))
    if isinstance(form, Absent):
        form.fields["absent"].choices = list(names.items())  # type: ignore[attr-defined]
    return form
