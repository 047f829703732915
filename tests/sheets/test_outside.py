"""The city's export of members: its numbers are kept, and each field has one master."""

from collections.abc import Callable
from datetime import date

from shenbian.orgs.models import OutsideKey
from shenbian.people.models import Membership, Person
from shenbian.people.rules import open_seal
from shenbian.sheets.report import Summary
from tests.sheets.books import identity
from tests.sheets.conftest import District
from tests.sheets.test_members import HEADERS as OURS
from tests.sheets.test_members import row

Counts = Callable[[Summary], dict[str, int]]
THEIRS = ("会员系统编号", "会员姓名", "证件种类", "证件号", "移动电话", "所在工会", "工作单位", "入会时间", "会籍状态")


def exported(n: int, *, name: str = "", phone: str = "", union: str = "SY-03-1", status: str = "正常") -> list[object]:
    return [
        f"BJ{n:06d}",
        name or f"职工{n}",
        "居民身份证",
        identity(n),
        phone,
        union,
        "U1",
        date(2022, 3, 5),
        status,
    ]


def phone_of(n: int) -> str:
    return open_seal(Person.objects.get(name=f"职工{n}"), "phone")


def test_people_of_the_citys_export_are_admitted_and_its_numbers_kept(district: District, counts: Counts) -> None:
    summary = district.sheet(
        "市总会员系统导出", THEIRS, [exported(1), exported(2, status="待审核"), exported(3, status="保留")]
    )

    assert counts(summary) == {"new": 2, "left_out": 1}
    assert list(OutsideKey.objects.order_by("number").values_list("system", "subject", "number")) == [
        ("city_members", "person", "BJ000001"),
        ("city_members", "person", "BJ000003"),
    ]
    assert counts(district.sheet("市总会员系统导出", THEIRS, [exported(1), exported(3)])) == {"same": 2}


def test_where_the_city_is_master_its_word_is_taken_where_we_are_it_is_a_conflict(
    district: District, counts: Counts
) -> None:
    district.sheet("会员登记表", OURS, [row(1, 手机号="13800000001"), row(2, 手机号="13800000002")])

    summary = district.sheet(
        "市总会员系统导出",
        THEIRS,
        [exported(1, phone="13900000001"), exported(2, name="职工二", phone="13800000002", union="SY-03")],
    )

    assert counts(summary) == {"changed": 1, "same": 1, "conflicting": 1}
    assert summary.sheets[0].conflicts == ((3, "姓名、工会"),)
    assert (phone_of(1), phone_of(2)) == ("13900000001", "13800000002")
    assert list(Membership.objects.values_list("organisation__number", flat=True)) == ["SY-03-1", "SY-03-1"]


def test_our_own_sheet_does_not_overwrite_what_the_city_is_master_of(district: District, counts: Counts) -> None:
    district.sheet("市总会员系统导出", THEIRS, [exported(1, phone="13900000001")])

    summary = district.sheet("会员登记表", OURS, [row(1, 手机号="13800000009")])

    assert counts(summary) == {"same": 1, "conflicting": 1}
    assert summary.sheets[0].conflicts == ((2, "手机号"),)
    assert phone_of(1) == "13900000001"


def test_the_export_is_recognised_by_its_headers_alone(district: District, counts: Counts) -> None:
    path = district.book("名单", "Sheet1", THEIRS, [exported(1)])

    summary = district.bring(path)

    assert (summary.sheets[0].register, counts(summary)) == ("市总会员系统导出", {"new": 1})
