"""What a kernel says with data in it is said anew in the reader's language."""

import copy
from datetime import date, datetime

import pytest
from django.utils import translation

from shenbian.kit.period import BEIJING
from shenbian.kit.sentence import Sentence, Sentences
from shenbian.look.words import in_language

AT, MIDNIGHT = datetime(2026, 9, 6, 10, 0, tzinfo=BEIJING), datetime(2026, 9, 6, tzinfo=BEIJING)
SAID = [
    (Sentence("已于%(at)s截止预约。", at=AT), "已于2026年9月6日10:00截止预约。", "Booking closed on 6 Sep 2026 10:00."),
    (Sentence("已于%(at)s截止预约。", at=MIDNIGHT), "已于2026年9月6日截止预约。", "Booking closed on 6 Sep 2026."),
    (Sentence("%(day)s已截止办理。", day=date(2026, 9, 6)), "2026年9月6日已截止办理。", "This closed on 6 Sep 2026."),
    (Sentence("一次最多%(most)s人。", most=3), "一次最多3人。", "At most 3 people at a time."),
    (
        Sentence("当前是“%(state)s”状态，不能%(move)s。", state="填写中", move="修改材料"),
        "当前是“填写中”状态，不能修改材料。",
        "It stands at “Being filled in” now, so this cannot be done: 修改材料.",
    ),
    (
        Sentence("还缺材料：%(papers)s。请拍照或上传后再提交。", papers=["照片", "王小梅的证书"]),
        "还缺材料：照片、王小梅的证书。请拍照或上传后再提交。",
        "Papers are missing: 照片, 王小梅的证书. Please photograph or upload them, then submit.",
    ),
    (
        Sentence("同一人只能有一件，已有%(where)s。", where=Sentence("编号%(number)s", number=7)),
        "同一人只能有一件，已有编号7。",
        "One person may have one only; there is number 7 already.",
    ),
]


@pytest.mark.parametrize(("said", "chinese", "english"), SAID)
def test_a_sentence_is_its_chinese_text_and_is_said_in_english(said: Sentence, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert (said, in_language(said)) == (chinese, chinese)
    with translation.override("en"):
        assert (str(said), in_language(said)) == (chinese, english)


def test_a_text_without_data_is_looked_up_whole_and_what_nobody_translated_stays() -> None:
    with translation.override("en"):
        assert [in_language(text) for text in ("这一场已取消。", "没有人译过。", "")] == [
            "This session was called off.",
            "没有人译过。",
            "",
        ]


def test_a_sentence_is_copied_whole() -> None:
    full = Sentence("名额用了%(share)s，达到100%%。", share="100%")
    again = copy.deepcopy(full)
    assert (again, again.template, again.values) == ("名额用了100%，达到100%。", full.template, {"share": "100%"})


def test_several_sentences_are_one_text_and_each_is_said_in_english() -> None:
    said = Sentences([SAID[3][0], "这一场已取消。"])
    assert said == "一次最多3人。；这一场已取消。"
    with translation.override("en"):
        assert in_language(copy.copy(said)) == "At most 3 people at a time.; This session was called off."
