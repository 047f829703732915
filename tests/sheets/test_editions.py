"""An activity that is kept as an edition is one thing, whether it ran online or a sheet tells of it under its title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from shenbian.courses.models import Enrolment
from shenbian.editions.actions import SettingUp, set_up
from shenbian.editions.models import Edition
from shenbian.facts.kind import kinds
from shenbian.facts.models import Fact
from shenbian.flow.actions import perform
from shenbian.gatherings.models import Session, Turn
from shenbian.rulebook.actions import load_starter
from shenbian.sheets.actions import reverse
from shenbian.sheets.actions.exporting import export
from shenbian.sheets.models import Batch
from shenbian.sheets.report import Summary
from shenbian.streams.models import Stream
from tests.sheets.books import identity
from tests.sheets.conftest import District
from tests.sheets.test_costs import NODES
from tests.sheets.test_out import table

Counts = Callable[[Summary], dict[str, int]]
DAY = date(2022, 1, 20)
PARCELS = ("日期", "工会", "活动(期)", "姓名", "证件号码", "项目", "物品", "领取情况")
SERVICES = ("日期", "工会", "活动(期)", "姓名", "证件号码", "项目", "服务机构", "核销情况")
SESSIONS = ("日期", "工会", "活动(期)", "项目", "场次编号", "状态")
TURNS = ("日期", "工会", "活动(期)", "姓名", "证件号码", "项目", "场次编号", "签到情况")
ENROLLED = ("日期", "工会", "活动(期)", "姓名", "证件号码", "项目", "工种", "状态")
READINGS = ("时间", "工会", "活动(期)", "项目", "计数器", "平台", "时段", "计数器读数")
TITLE = "2022年春节慰问"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """物品发放 as a register behind which no kernel stands."""
    monkeypatch.setitem(kinds._all, "parcel.issued", replace(kinds["parcel.issued"], by_moves=False))


def edition(district: District, title: str = TITLE, programme: str = "spring_parcels", year: int = 2022) -> Edition:
    said = SettingUp(programme=programme, title=title, year=year, organisation=district.federation, desk="service")
    return set_up(said, by=district.by)


def parcel(n: int, activity: str = TITLE, day: date = DAY, item: str = "礼包") -> tuple[object, ...]:
    return (day, "SY-03", activity, f"职工{n}", identity(n), "“年味十足 聚在顺义”春节活动", item, "已领取")


def parcels(district: District, *rows: tuple[object, ...]) -> Summary:
    return district.sheet("物品发放", PARCELS, rows)


def told(kind: str = "parcel.issued") -> list[str]:
    return list(Fact.objects.filter(kind=kind, voided_at=None).order_by("id").values_list("edition", flat=True))


@pytest.mark.usefixtures("bare")
def test_a_title_is_the_edition_that_its_programme_ran_in_that_year(district: District, counts: Counts) -> None:
    kept = edition(district)
    edition(district, programme="frontline_condolence"), edition(district, year=2021)
    perform("cancel", on=edition(district), by=district.by, said={"reason": "重复"})

    summary = parcels(district, parcel(1), parcel(2, "另一次活动"), parcel(3, day=date(2023, 1, 5)))

    assert counts(summary) == {"new": 3}
    assert told() == [kept.reference, "另一次活动", TITLE]
    assert Fact.objects.order_by("id").first().source.startswith(f"{kept.reference}|礼包|")  # type: ignore[union-attr]
    assert counts(parcels(district, parcel(1), parcel(1, kept.reference))) == {"same": 2}


@pytest.mark.usefixtures("bare")
def test_of_two_editions_of_one_title_the_row_must_say_which(district: District) -> None:
    one, other = edition(district), edition(district)

    summary = parcels(district, parcel(1), parcel(2, other.reference))

    why = f"2022年有2个届期叫“{TITLE}”，请写编号：{one.reference}（顺义区总工会）、{other.reference}（顺义区总工会）。"
    assert summary.sheets[0].refused == ((2, "活动(期)", why),)
    assert told() == [other.reference]


@pytest.mark.usefixtures("bare")
def test_a_number_under_which_the_programme_ran_nothing_is_refused(district: District) -> None:
    foreign = edition(district, "健康体检", "health_checks")

    summary = parcels(district, parcel(1, foreign.reference), parcel(2, "edition:999999"), parcel(3, "edition:x"))

    assert summary.sheets[0].refused == (
        (2, "活动(期)", f"编号“{foreign.reference}”是“健康体检”，属于另一个项目。"),
        (3, "活动(期)", "没有编号为“edition:999999”的届期。"),
    )
    assert told() == ["edition:x"]


@pytest.mark.usefixtures("bare")
def test_what_came_before_the_edition_was_kept_is_not_a_second_thing(district: District, counts: Counts) -> None:
    parcels(district, parcel(1), parcel(2))
    kept = edition(district)

    assert counts(parcels(district, parcel(1), parcel(2, item="春联"))) == {"new": 1, "changed": 1}

    assert sorted(told()) == [TITLE, kept.reference, kept.reference]  # the second's parcel was not in this sheet
    assert counts(parcels(district, parcel(1))) == {"same": 1}


def test_what_a_kernel_keeps_goes_on_under_the_title_until_its_batch_is_taken_back(
    district: District, counts: Counts
) -> None:
    load_starter(by="test")
    row = (DAY, "SY-03", "2022年线上培训", "职工1", identity(1), "线上技能培训", "茶艺师", "已报名")
    district.sheet("报名", ENROLLED, [row])
    kept = edition(district, "2022年线上培训", "online_skills")

    assert counts(district.sheet("报名", ENROLLED, [row])) == {"same": 1}
    reverse(Batch.objects.latest("pk"), by=district.by, reason="改到届期下")
    assert counts(district.sheet("报名", ENROLLED, [row])) == {"new": 1}

    assert told("enrolment") == [kept.reference]
    assert list(Enrolment.objects.values_list("named", "edition")) == [(kept.reference, kept.pk)]


def test_sessions_turns_and_services_belong_to_the_edition_that_they_name(district: District, counts: Counts) -> None:
    load_starter(by="test")
    health, walks = edition(district, "健康体检", "health_checks"), edition(district, "志愿服务", "volunteers")
    held = (DAY, "SY-03", "志愿服务", "职工志愿服务", "S1", "已举办")
    silent = (DAY, "SY-03", "", "职工志愿服务", "S2", "已举办")
    came = [(DAY, "SY-03", "志愿服务", "职工1", identity(1), "职工志愿服务", each, "已签到") for each in ("S1", "S2")]
    used = (DAY, "SY-03", "健康体检", "职工1", identity(1), "新就业形态劳动者健康体检", "区医院", "已核销")

    district.sheet("举办场次", SESSIONS, [held, silent])
    district.sheet("参与记录", TURNS, came)
    district.sheet("服务核销", SERVICES, [used])

    assert told("session.held") == [walks.reference, ""]
    assert told("turn") == [walks.reference, walks.reference]
    assert told("service.used") == [health.reference]
    assert list(Session.objects.order_by("pk").values_list("edition", "activity")) == [
        (walks.pk, ""),
        (None, ""),
        (health.pk, ""),
    ]
    turns = Turn.objects.select_related("session__edition").order_by("pk")
    assert [turn.told_edition for turn in turns] == [walks.reference, walks.reference, health.reference]
    assert counts(district.sheet("服务核销", SERVICES, [used])) == {"same": 1}


def test_the_activity_of_a_reading_is_its_stream(district: District, counts: Counts) -> None:
    edition(district, "直播一场", "live_stream")
    row = ("2022-03-05 20:30", "SY", "直播一场", "网络视频直播", "K1", "央视频", "直播中", 500)

    assert counts(district.sheet("平台数据采集", READINGS, [row])) == {"new": 1}
    assert (told("reading"), Stream.objects.get().title) == (["直播一场"], "直播一场")


@pytest.mark.usefixtures("bare")
def test_a_register_given_out_shows_titles_and_comes_in_again_as_the_same(
    district: District, counts: Counts, tmp_path: Path
) -> None:
    kept, late = edition(district), edition(district, "2021年春节慰问", year=2021)
    named = enumerate((TITLE, late.reference, "另一次活动"))
    slips = [(DAY, "SY-03", each, *parcel(n)[5:], f"LQ{n}", 20) for n, each in named]
    district.sheet("物品发放", (*PARCELS[:3], *PARCELS[5:], "集体签领单号", "份"), slips)
    path = tmp_path / "out.xlsx"

    export("物品发放", path, by=district.by)
    header, *given = table(path)
    assert [line[header.index("活动(期)")] for line in given] == [kept.title, late.reference, "另一次活动"]

    again = district.folder / "again.xlsx"
    path.rename(again)
    assert counts(district.bring(again)) == {"same": 3}


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("named", ["另一次活动", TITLE])
def test_a_sheet_that_names_activities_asks_once_for_all_of_them(
    district: District, named: str, django_assert_num_queries: Callable[..., object]
) -> None:
    edition(district)
    paths = [
        district.book(str(size), "物品发放", PARCELS, [parcel(n + size, named, item=str(size)) for n in range(size)])
        for size in (3, 60)
    ]
    for path, nodes in zip(paths, (0, NODES), strict=True):
        with django_assert_num_queries(51 + nodes):
            district.bring(path)
