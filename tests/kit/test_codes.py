from datetime import date

import pytest

from shenbian.kit import codes

TODAY = date(2022, 12, 31)


def test_these_lists_are_kept() -> None:
    assert codes.keys() == [
        "divisions",
        "education",
        "industries",
        "nations",
        "politics",
        "sex",
        "towns",
        "unit_categories",
    ]


@pytest.mark.parametrize(
    ("key", "valid"),
    [
        ("divisions", 17),
        ("education", 40),
        ("industries", 20),
        ("nations", 58),
        ("politics", 13),
        ("sex", 4),
        ("towns", 25),
        ("unit_categories", 16),
    ],
)
def test_every_list_is_complete_and_says_its_source(key: str, valid: int) -> None:
    kept = codes.read(key)
    assert len(kept.on(TODAY)) == valid
    assert all((kept.title, kept.standard, kept.source))
    assert len({entry.code for entry in kept.entries}) == len(kept.entries)


@pytest.mark.parametrize("key", codes.keys())
def test_every_word_means_one_code(key: str) -> None:
    kept = codes.read(key)
    for entry in kept.on(TODAY):
        for word in (entry.code, entry.name, *entry.aliases):
            assert kept.code(word, on=TODAY) == entry.code
        assert kept.name(entry.code) == entry.name
    words = [word for entry in kept.entries for word in (entry.code, entry.name, *entry.aliases)]
    assert len(words) == len(set(words))


def test_the_twenty_five_towns_of_shunyi() -> None:
    assert " ".join(name for _, name in codes.read("towns").choices(on=TODAY)) == (
        "胜利街道 光明街道 仁和镇 后沙峪镇 天竺镇 杨镇 牛栏山镇 南法信镇 马坡镇 石园街道 空港街道 双丰街道 旺泉街道 "
        "高丽营镇 李桥镇 李遂镇 南彩镇 北务镇 大孙各庄镇 张镇 龙湾屯镇 木林镇 北小营镇 北石槽镇 赵全营镇"
    )
    towns = codes.read("towns")
    assert towns.code("后沙峪地区") == towns.code("后沙峪") == towns.code("后沙峪镇（地区）") == "110113004"
    assert towns.code("杨镇地区") == "110113006"


def test_what_people_write_finds_its_code() -> None:
    assert codes.read("nations").code("傈僳") == "20"
    assert codes.read("politics").code("预备党员") == "02"
    assert codes.read("education").code("大专") == "30"
    assert codes.read("sex").code(" 女 ") == "2"


def test_an_abolished_district_is_known_but_no_longer_valid() -> None:
    divisions = codes.read("divisions")
    assert divisions.code("顺义县") == "110222"
    assert divisions.code("顺义县", on=date(1998, 3, 2)) == "110222"
    assert divisions.code("顺义区", on=date(1998, 3, 3)) == "110113"
    with pytest.raises(codes.UnknownCode, match=r"^行政区划中的“顺义县”在 2022-12-31 无效。$"):
        divisions.code("顺义县", on=TODAY)


def test_what_is_in_no_list_is_refused() -> None:
    with pytest.raises(codes.UnknownCode, match=r"^民族中没有“火星族”。$"):
        codes.read("nations").code("火星族")
    with pytest.raises(codes.UnknownCode, match=r"^民族中没有代码“77”。$"):
        codes.read("nations").name("77")
    with pytest.raises(codes.UnknownCode, match="没有代码表"):
        codes.read("../secrets")
