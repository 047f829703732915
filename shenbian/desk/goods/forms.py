"""Forms of goods: what was bought, moved, handed out, found, lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from shenbian.editions.models import Edition
from shenbian.funds.models import Commitment
from shenbian.goods.declared import CONDOLENCE, PARCEL
from shenbian.goods.models import Item, Reason, Store, StoreKind
from shenbian.goods.queries import Shelf
from shenbian.kit.money import BadAmount, fen, written
from shenbian.kit.period import today
from shenbian.orgs.models import Organisation
from shenbian.people.models import Person
from shenbian.rights.actor import Actor
from shenbian.rights.catalogue import Right
from shenbian.rights.rules import covered
from shenbian.rights.within import Named, people_said, person_said
from shenbian.standard.programme import catalogue

MOST = 300  # people in one list


def day(label: str = "日期") -> forms.DateField:
    return forms.DateField(
        label=label, initial=today, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def stores_of(actor: Actor, right: Right = Right.EDITION_MANAGE) -> QuerySet[Store]:
    """The stores of the bodies where somebody has this right."""
    rows = Store.objects.filter(covered(actor, right, desk="", owner=""), closed_on=None)
    return rows.select_related("organisation").order_by("organisation__path", "name")


class StoreField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A store, named with the body that keeps it."""

    def label_from_instance(self, store: Any) -> str:
        return f"{store.name}（{store.organisation.name}）"


class CommitmentField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An approval, named with its number and sum."""

    def label_from_instance(self, commitment: Any) -> str:
        return f"{commitment.no} {commitment.title}（{written(commitment.amount_fen)}）"


class Bought(forms.Form):
    """What was bought: of which campaign, which item, into which store."""

    edition = forms.ModelChoiceField(Edition.objects.none(), label="活动(届期)", empty_label="请选择")
    title = forms.CharField(label="物品", max_length=60, help_text="例如：温暖礼包。同一次活动里同名的是同一种物品")
    number = forms.CharField(label="入库单号", max_length=60)
    on = day("入库日期")
    store = StoreField(Store.objects.none(), label="入库库点", empty_label="请选择")
    quantity = forms.IntegerField(label="数量(份)", min_value=1, max_value=10_000_000)
    amount = forms.CharField(label="金额(元)", max_length=20, required=False)
    expires_on = forms.DateField(
        label="到期日", required=False, help_text="食品必填；过期的不能再发",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    again = forms.BooleanField(
        label="可以重复领取", required=False, help_text="例如饮用水。不勾选的，每人只能领一份，不论在哪个发放点"
    )
    supplier = forms.CharField(label="供应商", max_length=100, required=False)
    quotes = forms.CharField(label="询价比价", max_length=300, required=False, help_text="几家、各报多少、为什么选这家")
    contract = forms.CharField(label="合同编号", max_length=60, required=False)
    commitment = CommitmentField(
        Commitment.objects.none(),
        label="审批单",
        required=False,
        empty_label="不据审批单采购",
        help_text="同一项目已批准的事前审批；采购不能超过批准的金额",
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = editions_of(actor)  # type: ignore[attr-defined]
        self.fields["store"].queryset = stores_of(actor)  # type: ignore[attr-defined]
        self.fields["commitment"].queryset = commitments_of(actor)  # type: ignore[attr-defined]

    def clean(self) -> None:
        edition, commitment = self.cleaned_data.get("edition"), self.cleaned_data.get("commitment")
        if edition and commitment and commitment.item.programme != edition.programme:
            title = catalogue[commitment.item.programme].title
            self.add_error("commitment", f"这张审批单是“{title}”的，和活动不是同一个项目。")

    def clean_title(self) -> str:
        return " ".join(str(self.cleaned_data["title"]).split())

    def clean_amount(self) -> int | None:
        typed = self.cleaned_data["amount"].strip()
        try:
            return fen(typed) if typed else None
        except BadAmount as no:
            raise forms.ValidationError(str(no)) from no


def commitments_of(actor: Actor) -> QuerySet[Commitment]:
    """The approvals of goods on which one may buy: approved, of budgets that are not closed."""
    rows = Commitment.objects.filter(
        covered(actor, Right.EDITION_MANAGE, owner=""),
        status="approved",
        form__in=("goods", "material"),
        item__status="approved",
    )
    return rows.select_related("item").order_by("-pk")


def editions_of(actor: Actor) -> QuerySet[Edition]:
    """The campaigns that one runs: of programmes that hand something out, not over."""
    giving = [each.key for each in catalogue if {PARCEL, CONDOLENCE} & set(each.kinds)]
    rows = Edition.objects.filter(covered(actor, Right.EDITION_MANAGE, owner=""), programme__in=giving)
    return rows.exclude(status__in=("finished", "cancelled")).order_by("-year", "-pk")


class NewStore(forms.Form):
    """A place where goods lie."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label="所属工会", empty_label=None)
    name = forms.CharField(label="库点名称", max_length=100, help_text="例如：石园驿站。登记表上就用这个名称")
    kind = forms.ChoiceField(label="类型", choices=StoreKind.choices, initial=StoreKind.STATION)
    address = forms.CharField(label="地址", max_length=200, required=False)
    hours = forms.CharField(label="领取时间", max_length=100, required=False, help_text="职工在手机上看得到")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Organisation.objects.filter(
            covered(actor, Right.EDITION_MANAGE, place="path", desk="", owner=""), dissolved_on=None
        )
        self.fields["organisation"].queryset = here.order_by("path")  # type: ignore[attr-defined]


class Allotted(forms.Form):
    """So many from one store to another."""

    item = forms.ModelChoiceField(Item.objects.none(), label="物品", empty_label=None)
    out_of = StoreField(Store.objects.none(), label="从哪里", empty_label=None)
    into = StoreField(Store.objects.none(), label="到哪里")
    quantity = forms.IntegerField(label="数量(份)", min_value=1, max_value=10_000_000)
    number = forms.CharField(label="调拨单号", max_length=60)
    on = day("调拨日期")

    def __init__(self, *args: Any, actor: Actor, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = Item.objects.filter(pk__in=[each.pk for each in items])  # type: ignore[attr-defined]
        mine = stores_of(actor)
        self.fields["out_of"].queryset = mine  # type: ignore[attr-defined]
        near = Store.objects.filter(closed_on=None, organisation__path__startswith=items[0].organisation.path)
        self.fields["into"].queryset = near.select_related("organisation").order_by(  # type: ignore[attr-defined]
            "organisation__path", "name"
        )


class HandedFrom(forms.Form):
    """Of which item, from which store, on which day."""

    item = forms.ModelChoiceField(Item.objects.none(), label="物品", empty_label=None)
    store = StoreField(Store.objects.none(), label="发放点", empty_label=None)
    on = day()

    def __init__(
        self, *args: Any, actor: Actor, items: Sequence[Item], shelves: Sequence[Shelf], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["item"].queryset = Item.objects.filter(pk__in=[each.pk for each in items])  # type: ignore[attr-defined]
        stores = stores_of(actor, Right.REGISTER_KEEP).filter(pk__in={each.store.pk for each in shelves if each.left})
        self.fields["store"].queryset = stores  # type: ignore[attr-defined]


class HandedList(HandedFrom):
    """One each to people: typed, listed, or scanned from their membership cards."""

    listed = forms.CharField(
        label="领取人",
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 6, "autofocus": True}),
        help_text="一行一个人：扫会员卡，或者写证件号码、姓名；同名的写姓名和证件号码",
    )

    def __init__(self, *args: Any, known: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        """`known`: of whom one may pick, with the words for each."""
        super().__init__(*args, **kwargs)
        if known:
            self.fields["listed"].required = False
            self.fields["chosen"] = forms.TypedMultipleChoiceField(
                label="从名册里选",
                coerce=int,
                choices=known,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def clean(self) -> None:
        """Everybody is found, or nothing is handed out: the officer sees which lines are not."""
        lines = [line for line in str(self.cleaned_data.get("listed", "")).splitlines() if line.strip()]
        if len(lines) > MOST:
            self.add_error("listed", f"一次最多{MOST}人。请分几次登记。")
            return
        found = _found(lines, self.actor)
        picked = self.cleaned_data.get("chosen", [])
        people = {each.person.pk: each.person for each in found if each.person}
        people |= Person.objects.in_bulk(set(picked) - people.keys())
        self.cleaned_data["people"] = list(people.values())
        if not people and not self.errors and not any(each.why for each in found):
            self.add_error("listed", "请选人，或者写领取人。")
        for each in found:
            if each.why:
                self.add_error("listed", each.why)


def _found(lines: Sequence[str], actor: Actor) -> list[Named]:
    """Who is meant by each line; a card reaches beyond one's duty, and is read by itself."""
    cards = {place for place, line in enumerate(lines) if "/card/" in line}
    typed = [line for place, line in enumerate(lines) if place not in cards]
    told = iter(people_said(typed, actor=actor, right=Right.REGISTER_KEEP) if typed else ())
    return [
        person_said(line, actor=actor, right=Right.REGISTER_KEEP) if place in cards else next(told)
        for place, line in enumerate(lines)
    ]


class HandedSlip(HandedFrom):
    """A team or a unit signs together."""

    slip = forms.CharField(label="集体单号", max_length=60)
    quantity = forms.IntegerField(label="数量(份)", min_value=1, max_value=100_000)
    signed_by = forms.CharField(label="签领人", max_length=60, help_text="写证件号码，或者姓名（没有同名时）")
    paper = forms.FileField(label="签领单照片", required=False, help_text="照片不能重复使用")

    def clean_signed_by(self) -> Any:
        found = person_said(self.cleaned_data["signed_by"], actor=self.actor, right=Right.REGISTER_KEEP)
        if found.person is None:
            raise forms.ValidationError(found.why)
        return found.person


class CountedShelves(forms.Form):
    """What was found of each item in a store, and why it differs."""

    on = day("盘点日期")

    def __init__(self, *args: Any, shelves: Sequence[Shelf], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shelves = shelves
        for each in shelves:
            self.fields[f"counted_{each.item.pk}"] = forms.IntegerField(
                label=f"{each.item}：实盘数", min_value=0, max_value=10_000_000, required=False,
                help_text=f"账面{each.left}份；没有盘的留空",
            )  # fmt: skip
            self.fields[f"why_{each.item.pk}"] = forms.CharField(
                label="差异的原因", max_length=200, required=False, help_text="与账面不符的，必须写"
            )

    def clean(self) -> None:
        told = self.cleaned_data
        if not self.errors and all(told.get(f"counted_{each.item.pk}") is None for each in self.shelves):
            raise forms.ValidationError("请写至少一种物品的实盘数。")


class LostThere(forms.Form):
    """What in a store can no longer be handed out."""

    item = forms.ModelChoiceField(Item.objects.none(), label="物品", empty_label=None)
    quantity = forms.IntegerField(label="数量(份)", min_value=1, max_value=10_000_000)
    reason = forms.ChoiceField(label="原因", choices=Reason.choices)
    on = day()
    why = forms.CharField(label="说明", max_length=200, required=False)
    paper = forms.FileField(label="照片", required=False, help_text="照片不能重复使用")

    def __init__(self, *args: Any, shelves: Sequence[Shelf], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = [each.item.pk for each in shelves if each.left]
        self.fields["item"].queryset = Item.objects.filter(pk__in=there).order_by("-pk")  # type: ignore[attr-defined]
