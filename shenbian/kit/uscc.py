"""The unified social credit code of a unit (GB 32100): 18 characters, the last one a check."""

from __future__ import annotations

from stdnum.cn import uscc
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength

_CLEAN = str.maketrans(
    {
        **{code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)},
        **dict.fromkeys(map(ord, " \t\r\n\u3000\u00a0\ufeff-－'")),
    }
)


class BadCode(ValueError):
    """A code that cannot be right; the text is a Chinese sentence."""


def number(cell: object) -> str:
    """The normalised code: half-width, capital, without blanks. Raises BadCode."""
    if not isinstance(cell, str | int) or isinstance(cell, bool):
        raise BadCode("统一社会信用代码是空的或不是文本，请把该列设为文本格式后重新填写。")
    text = str(cell).translate(_CLEAN).upper()
    if not text:
        raise BadCode("统一社会信用代码是空的。")
    try:
        return str(uscc.validate(text))
    except InvalidLength as wrong:
        raise BadCode(f"统一社会信用代码应为 18 位，读到 {len(text)} 位。") from wrong
    except InvalidChecksum as wrong:
        raise BadCode(f"统一社会信用代码 {text} 的校验位不对，请逐位核对。") from wrong
    except (InvalidFormat, InvalidComponent) as wrong:
        raise BadCode(f"统一社会信用代码 {text} 含有不该出现的字符（不用字母 I、O、S、V、Z），请逐位核对。") from wrong


def is_valid(cell: object) -> bool:
    """Whether `number` would accept it."""
    try:
        number(cell)
    except BadCode:
        return False
    return True


def is_union(number: str) -> bool:
    """Whether a normalised code was given out by a registry of trade unions (81, 89)."""
    return number.startswith(("81", "89"))


def check_digit(body: str) -> str:
    """The 18th character for the first 17."""
    return str(uscc.calc_check_digit(body))
