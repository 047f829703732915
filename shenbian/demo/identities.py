"""Names and numbers of demo people and employers: they pass every check and can belong to nobody.

Identity numbers carry region 119913, which was never given to any place. Mobile numbers begin with 154, a segment that
no carrier was given. Credit codes carry the same region 119913.
"""

from datetime import date, timedelta
from random import Random

REGION = "119913"
MOBILE = "154"
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田"
    "任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文军志强海燕春梅晓东新宇浩然子涵雨轩欣怡思远嘉豪俊杰佳琪雪松"
    "立新红梅凤琴振国永康晨曦一诺安宁长江广宁守信立德学勤敬业思齐知行启明怀远若水清源"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_FIRST_BIRTH = date(1962, 1, 1)
_BIRTHS = 15_000  # days of birth, up to the beginning of 2003


def name(random: Random) -> str:
    """A surname and one or two characters; in tens of thousands many people share one."""
    given = random.choice(GIVEN) + (random.choice(GIVEN) if random.random() < 0.86 else "")
    return random.choice(SURNAMES) + given


def identity(index: int) -> str:
    """The number of the index-th person: no two alike."""
    born = _FIRST_BIRTH + timedelta(days=(index * 7919) % _BIRTHS)
    body = f"{REGION}{born:%Y%m%d}{(index // _BIRTHS) % 1000:03d}"
    return body + check_digit(body)


def check_digit(body: str) -> str:
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]


def old_number(number: str) -> str:
    """The 15-digit number of the same person: without the century and the check digit."""
    return number[:6] + number[8:17]


def wrong_number(number: str) -> str:
    """The number with a check digit that is not its own."""
    return number[:17] + ("0" if number[17] != "0" else "1")


def mobile(index: int) -> str:
    return f"{MOBILE}{index:08d}"


def credit_code(index: int, *, kind: str = "91") -> str:
    """The unified social credit code of the index-th unit (GB 32100)."""
    body = f"{kind}{REGION}{_base31(index):0>8}"
    body += _organisation_check(body[8:])
    total = sum(_USCC.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return body + _USCC[(31 - total % 31) % 31]


def _base31(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 10)  # decimal digits only: registries number on
        digits = str(rest) + digits
    return digits


def _organisation_check(body: str) -> str:
    """The check character of GB 11714 for the eight characters of an organisation's code."""
    total = sum(int(char, 36) * weight for char, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return "0123456789X0"[(11 - total % 11) % 11] if (11 - total % 11) != 10 else "X"
