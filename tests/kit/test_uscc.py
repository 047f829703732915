import pytest
from hypothesis import given
from hypothesis import strategies as st

from shenbian.kit import uscc

KNOWN = "91350100M000100Y43"  # the example of GB 32100
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@pytest.mark.parametrize(
    "cell", [KNOWN, KNOWN.lower(), " 91350100 M000100Y43\t", "９１３５０１００Ｍ０００１００Ｙ４３", "'" + KNOWN]
)
def test_ways_of_typing_are_one_code(cell: str) -> None:
    assert uscc.number(cell) == KNOWN


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (None, "统一社会信用代码是空的或不是文本，请把该列设为文本格式后重新填写。"),
        (9.1e17, "统一社会信用代码是空的或不是文本，请把该列设为文本格式后重新填写。"),
        (" ", "统一社会信用代码是空的。"),
        ("91350100", "统一社会信用代码应为 18 位，读到 8 位。"),
        ("91350100M000100Y44", "统一社会信用代码 91350100M000100Y44 的校验位不对，请逐位核对。"),
        (
            "91350100I000100Y43",
            "统一社会信用代码 91350100I000100Y43 含有不该出现的字符（不用字母 I、O、S、V、Z），请逐位核对。",
        ),
    ],
)
def test_a_refusal_says_why(cell: object, why: str) -> None:
    with pytest.raises(uscc.BadCode) as refusal:
        uscc.number(cell)
    assert str(refusal.value) == why
    assert not uscc.is_valid(cell)


@given(st.from_regex(rf"[0-9]{{8}}[{ALPHABET}]{{9}}", fullmatch=True), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(body: str, at: int, other: str) -> None:
    code = body + uscc.check_digit(body)
    assert uscc.number(code) == code
    wrong = code[:at] + other + code[at + 1 :]
    assert uscc.is_valid(wrong) == (wrong == code)


def test_codes_of_union_registries_are_known() -> None:
    body = "8111011300000000X"
    assert uscc.is_union(uscc.number(body + uscc.check_digit(body)))
    assert not uscc.is_union(KNOWN)
