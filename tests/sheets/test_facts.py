"""Facts of any declared kind come in as sheets."""

from collections.abc import Callable
from datetime import date, datetime

from shenbian.facts.models import Fact
from shenbian.people.actions import merge
from shenbian.people.models import Person
from shenbian.sheets.report import Summary
from tests.sheets.books import identity
from tests.sheets.conftest import District

Counts = Callable[[Summary], dict[str, int]]
SESSIONS = ("日期", "工会", "项目", "场次编号", "主题", "方式", "状态")
TURNS = ("日期", "工会", "姓名", "证件号码", "项目", "场次编号", "签到情况")
EXCEL_TIME = datetime(2022, 3, 5, 9, 45)  # noqa: DTZ001 -- a cell of a workbook knows no zone
VOLUNTEERS = "职工志愿服务"


def sessions(district: District) -> Summary:
    return district.sheet(
        "举办场次",
        SESSIONS,
        [
            (date(2022, 3, 5), "SY-03", VOLUNTEERS, "S1", "社区服务", "线下", "已举办"),
            (date(2022, 3, 12), "仁和镇总工会", VOLUNTEERS, "S2", "", "线下", "已取消"),
        ],
    )


def test_each_row_that_counts_becomes_one_fact(district: District, counts: Counts) -> None:
    summary = sessions(district)

    assert counts(summary) == {"new": 1, "left_out": 1}
    fact = Fact.objects.get(kind="session.held")
    assert (fact.happened_on, fact.organisation, fact.org_path) == (
        date(2022, 3, 5),
        district.town.pk,
        district.town.path,
    )
    assert fact.facets == {"programme": "volunteers", "session": "S1", "topic": "社区服务", "mode": "offline"}
    assert (fact.source, fact.quantity, fact.evidence) == ("S1", 1, "举办场次.xlsx 第2行")
    assert summary.sheets[0].reasons["left_out"] == {"已取消：场次已取消,不计": 1}


def test_dates_numbers_and_names_are_read_as_people_type_them(district: District, counts: Counts) -> None:
    sessions(district)
    old = identity(1)[:6] + identity(1)[8:17]
    rows = [
        ("2022年3月5日 9:30", " SY-03 ", "张三", identity(1), VOLUNTEERS, "S1", "已签到"),
        (EXCEL_TIME, "ＳＹ－03", "李四", " " + identity(2), VOLUNTEERS, "S1", "迟到"),
        ("2022/3/5", "SY-03", "张三", old, VOLUNTEERS, "Ｓ1", "已签到"),
    ]
    summary = district.sheet("参与记录", TURNS, rows)

    assert summary.sheets[0].refused == ((3, "工会", "没有“SY－03”这个工会。"),)
    assert counts(summary) == {"new": 1, "same": 1, "refused": 1}
    assert summary.sheets[0].same == ((4, "与第2行是同一条"),)


def test_a_sign_in_to_a_cancelled_session_is_left_out_and_one_to_an_unknown_session_refused(
    district: District, counts: Counts
) -> None:
    sessions(district)
    rows = [
        (date(2022, 3, 5), "SY-03", "张三", identity(1), VOLUNTEERS, "S1", "已签到"),
        (date(2022, 3, 12), "SY-03", "张三", identity(1), VOLUNTEERS, "S2", "已签到"),
        (date(2022, 3, 12), "SY-03", "张三", identity(1), VOLUNTEERS, "S9", "已签到"),
        (date(2022, 3, 5), "SY-03", "王五", "写错了", VOLUNTEERS, "S1", "未到"),
    ]
    summary = district.sheet("参与记录", TURNS, rows)

    assert counts(summary) == {"new": 1, "left_out": 2, "refused": 1}
    assert summary.sheets[0].refused == ((4, "场次编号", "没有这一已举办的场次(未登记或已取消)：S9"),)
    assert list(Person.objects.values_list("name", flat=True)) == ["张三"]


def test_a_wrong_check_digit_and_a_name_that_is_another_persons_are_refused_with_the_reason(
    district: District, counts: Counts
) -> None:
    sessions(district)
    wrong = identity(3)[:17] + ("1" if identity(3)[17] != "1" else "2")
    row = lambda name, number: (date(2022, 3, 5), "SY-03", name, number, VOLUNTEERS, "S1", "已签到")  # noqa: E731
    assert counts(district.sheet("参与记录", TURNS, [row("张三", identity(1))])) == {"new": 1}

    summary = district.sheet(
        "参与记录", TURNS, [row("王五", wrong), row("张山", identity(1)), row("张三", identity(2))]
    )

    assert summary.sheets[0].refused == (
        (2, "证件号码", "身份证号的校验位不对，请逐位核对。"),
        (3, "姓名", "姓名与证件号码不符。"),
    )
    assert counts(summary) == {"new": 1, "refused": 2}


def test_importing_again_writes_nothing_and_leaves_no_batch(district: District, counts: Counts) -> None:
    sessions(district)
    summary = sessions(district)

    assert counts(summary) == {"same": 1, "left_out": 1}
    assert (summary.sheets[0].batch, Fact.objects.count()) == (0, 1)


def amounts() -> list[int | None]:
    return list(Fact.objects.filter(kind="money.recovered", voided_at=None).values_list("amount_fen", flat=True))


def test_a_row_with_other_content_corrects_the_fact_and_the_old_sheet_does_not_undo_it(
    district: District, counts: Counts
) -> None:
    headers = ("日期", "工会", "项目", "银行回单号", "金额(元)", "到账情况")
    old = [(date(2022, 5, 1), "SY", "劳动争议调解", "R1", "1,000.00", "已到账")]
    new = [(date(2022, 5, 1), "SY", "劳动争议调解", "R1", 1200, "已到账")]
    programme = district.sheet("挽回经济损失", headers, old)
    assert counts(programme) == {"new": 1}

    assert counts(district.sheet("挽回经济损失", headers, new)) == {"changed": 1}
    assert list(Fact.objects.filter(kind="money.recovered", voided_at=None).values_list("amount_fen", flat=True)) == [
        120000
    ]

    assert counts(district.sheet("挽回经济损失", headers, old)) == {"same": 1}
    assert list(Fact.objects.filter(kind="money.recovered", voided_at=None).values_list("amount_fen", flat=True)) == [
        120000
    ]


def test_a_payment_that_two_programmes_report_is_counted_once(district: District, counts: Counts) -> None:
    headers = ("日期", "工会", "项目", "银行回单号", "案件编号", "金额(元)", "到账情况")
    row = lambda programme, no: (date(2022, 5, 1), "SY", programme, "R1", no, 5000, "已到账")  # noqa: E731
    assert counts(district.sheet("挽回经济损失", headers, [row("劳动争议调解", "T1")])) == {"new": 1}

    summary = district.sheet("挽回经济损失", headers, [row("公益法律援助", "Y1")])

    assert counts(summary) == {"same": 1}
    assert Fact.objects.filter(voided_at=None).count() == 1


def test_a_sheet_of_people_merged_since_is_the_same_sheet(district: District, counts: Counts) -> None:
    sessions(district)
    rows = [(date(2022, 3, 5), "SY-03", f"张{n}", identity(n), VOLUNTEERS, "S1", "已签到") for n in (1, 2)]
    assert counts(district.sheet("参与记录", TURNS, rows)) == {"new": 2}
    first, second = Person.objects.order_by("pk")
    second.name = first.name
    second.save()
    merge(second, into=first, by="test", reason="同一人")

    again = [rows[0], (*rows[1][:2], first.name, *rows[1][3:])]

    assert counts(district.sheet("参与记录", TURNS, again)) == {"same": 2}
