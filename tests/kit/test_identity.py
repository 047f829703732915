from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbian.kit import identity, mask
from shenbian.kit.identity import BadIdentity, Document
from shenbian.kit.period import today

KNOWN = "11010519491231002X"  # the example printed in GB 11643


@st.composite
def numbers(draw: st.DrawFn) -> str:
    region = draw(st.integers(0, 999_999))
    born = draw(st.dates(date(1900, 1, 1), today()))
    body = f"{region:06d}{born:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return body + identity.check_digit(body)


def refused(cell: object, document: Document = Document.CITIZEN) -> str:
    with pytest.raises(BadIdentity) as refusal:
        identity.number(cell, document=document)
    return str(refusal.value)


def test_the_example_of_the_standard_is_read() -> None:
    assert identity.number(KNOWN) == KNOWN
    assert identity.birth(KNOWN) == date(1949, 12, 31)
    assert identity.sex(KNOWN) == "2"
    assert identity.remark(KNOWN) == ""
    assert identity.is_valid(KNOWN)


@pytest.mark.parametrize(
    "cell",
    [
        "11010519491231002x",
        " 110105 19491231 002X\t",
        "１１０１０５１９４９１２３１００２Ｘ",
        "\ufeff11010519491231002X\u3000",
        "'11010519491231002X",
    ],
)
def test_ways_of_typing_are_one_number(cell: str) -> None:
    assert identity.number(cell) == KNOWN


def test_numbers_from_a_spreadsheet_are_read_while_no_digit_is_lost() -> None:
    body = "11011319900101123"
    whole = body + identity.check_digit(body)
    assert identity.number(int(whole)) == whole
    assert identity.number(whole + ".0") == whole
    assert identity.number(110113900101123) == whole
    assert identity.number(110113900101123.0) == whole


@pytest.mark.parametrize("cell", [1.10113199001011e17, "1.10113E+17", 110113199001011000, 1.5, float("inf")])
def test_lost_digits_are_refused_with_the_cure(cell: object) -> None:
    assert refused(cell) == "证件号码在表格里被当作数字，末几位已经丢失；请把该列设为文本格式后重新填写。"


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (None, "证件号码是空的。"),
        ("  ", "证件号码是空的。"),
        (True, "证件号码是空的。"),
        (b"1", "证件号码应为文本，读到的是 bytes。"),
        ("1101051949", "身份证号应为 18 位，读到 10 位。"),
        ("11010519491231A02X", "身份证号前 17 位应为数字，最后一位应为数字或 X。"),
        ("110105194912310029", "身份证号的校验位不对，请逐位核对。"),
        ("110105194902300021", "身份证号里的出生日期 1949年02月30日 不存在。"),
        ("110105184912310021", "身份证号里的出生日期 1849年12月31日 不可能。"),
    ],
)
def test_a_refusal_says_why(cell: object, why: str) -> None:
    assert refused(cell) == why


def test_nobody_is_born_tomorrow() -> None:
    tomorrow = today() + timedelta(days=1)
    body = f"110105{tomorrow:%Y%m%d}002"
    assert "不可能" in refused(body + identity.check_digit(body))


@given(numbers())
def test_every_well_formed_number_is_accepted_unchanged(number: str) -> None:
    assert identity.number(number) == number
    assert identity.number(number) == number  # again, by the fast way
    assert identity.birth(number).strftime("%Y%m%d") == number[6:14]
    assert identity.sex(number) == ("1" if int(number[16]) % 2 else "2")


@given(numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_character_is_always_noticed(number: str, at: int, other: str) -> None:
    identity.number(number)
    wrong = number[:at] + other + number[at + 1 :]
    assert identity.is_valid(wrong) == (wrong == number)


@given(numbers(), st.integers(0, 16))
def test_two_neighbours_exchanged_are_always_noticed(number: str, at: int) -> None:
    swapped = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    assert identity.is_valid(swapped) == (swapped == number)


def test_an_unknown_region_is_a_remark_and_no_refusal() -> None:
    body = "99010119900101123"
    number = identity.number(body + identity.check_digit(body))
    assert identity.remark(number) == "号码的地区码 990101 不在行政区划代码表中，请核对。"
    body = "81000019900101123"
    number = identity.number(body + identity.check_digit(body))
    assert identity.remark(number) == "号码以 81 开头，是香港居民居住证的号码，请核对证件类型。"


def test_other_documents_are_checked_lightly() -> None:
    hongkong, taiwan = "81000019900101123", "83000019900101123"
    hongkong += identity.check_digit(hongkong)
    taiwan += identity.check_digit(taiwan)
    foreign = "91115619900101123"
    foreign += identity.check_digit(foreign)
    assert identity.number(hongkong, document=Document.HONGKONG_MACAO) == hongkong
    assert identity.number(taiwan, document=Document.TAIWAN) == taiwan
    assert identity.number("e１２３４５６７８", document=Document.PASSPORT) == "E12345678"
    assert identity.number("usa110056789012", document=Document.FOREIGN_RESIDENT) == "USA110056789012"
    assert identity.number(foreign, document=Document.FOREIGN_RESIDENT) == foreign
    assert refused(taiwan, Document.HONGKONG_MACAO) == "港澳居民居住证号码应以 81、82 开头。"
    assert refused(hongkong, Document.TAIWAN) == "台湾居民居住证号码应以 83 开头。"
    assert refused("ABCDE", Document.PASSPORT) == "护照号码应为 5 至 17 位字母和数字。"
    assert "永久居留" in refused(KNOWN, Document.FOREIGN_RESIDENT)


def test_documents_are_known_by_their_labels() -> None:
    assert [Document.of(kind.label) for kind in Document] == list(Document)
    assert Document.of(" 身份证 ") is Document.CITIZEN
    with pytest.raises(BadIdentity, match="学生证"):
        Document.of("学生证")


def test_masks_hide_what_need_not_be_read() -> None:
    assert identity.masked("110113199001011234") == "110***********1234"
    assert mask.number("E12345678") == "E1*****78"
    assert [identity.masked_name(name) for name in ("王小明", "王明", "欧阳小华", "王", "")] == [
        "王*明",
        "王*",
        "欧**华",
        "*",
        "",
    ]
    assert (mask.phone("13812341234"), mask.phone("69441234")) == ("138****1234", "******34")
    assert (mask.account("6222021234567890123"), mask.account("123")) == ("***************0123", "***")
