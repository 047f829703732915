"""From a page to running text: what breaks and captions tore apart is read as one, at its old offsets."""

from shenbian.record.check.layout import passages


def test_a_caption_inside_a_sentence_stands_aside() -> None:
    torn = "各镇街总工会走进园区和企业面对面宣讲政策，全年新建工会组织，"
    page = f"基层建设\n\n{torn}\n\n工会干部走进企业\n\n共126家。\n\n下一段。\n"
    assert [each.text for each in passages(page)] == [
        "基层建设",
        "工会干部走进企业",
        f"{torn}共126家。",
        "下一段。",
    ]


def test_offsets_are_those_of_the_draft() -> None:
    page = "\ufeff\n  标题\r\n\r\n　　第一句话，\r\n\f\r\n说完了。\r\n"
    for passage in passages(page):
        assert [page[offset] for offset in passage.at] == list(passage.text)


def test_a_line_wrapped_by_hand_goes_on() -> None:
    page = "顺义区总工会全年深入企业开展建会入会行动，坚持线上线下一起推进，新\n建工会组织126家，发展会员12286人。"
    assert [each.text for each in passages(page)] == [page.replace("\n", "")]


def test_each_passage_knows_its_heading() -> None:
    page = "一、组织建设\n\n新建工会126家。\n\n二、维权服务\n\n调解成功182件。\n"
    assert [(each.text[:2], each.heading) for each in passages(page) if not each.lone] == [
        ("新建", "一、组织建设"),
        ("调解", "二、维权服务"),
    ]
