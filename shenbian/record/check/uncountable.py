"""What holds a number and counts nothing: ordinals, names and slogans, times and ages, goals, criteria."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shenbian.record.check.layout import Passage

_HAN = "〇零一二两三四五六七八九十百千万"
_NUMBER = rf"(?:\d+(?:\.\d+)?[百千万亿]*|[{_HAN}]+)"
_IDIOMS = (
    "千家万户|百家争鸣|百花齐放|千方百计|万众一心|一心一意|百花|百姓|百年|五一|六一|七一|八一|三八|十一(?=[期假黄])"
)
_RULES: tuple[tuple[str, str], ...] = (
    (r"《[^》]*》", "文件或作品名称"),
    (r"(?:^|(?<=[。；\n]))\d{1,2}[.．、](?!\d)", "条目编号"),
    (r"第[一二三四1-4]季度", "日期"),
    (rf"第(?:\d+|[{_HAN}]+)(?:[届次期批名个位条款项章季轮]|(?=[\u4e00-\u9fff]))?", "序数，不是计数"),
    (r"[一二]十大(?=[精报以召代开胜，。、”》）]|$)|十[三四五]五(?=[规时期”])", "专有名称"),
    (r"(?:19|20)\d{2}\s?年(?:\d{1,2}月)?(?:\d{1,2}日)?|[一二][〇零一二三四五六七八九]{3}年", "日期"),
    (r"\d{1,2}\s?[-—–至到~～]\s?\d{1,2}(?:月|日)", "日期"),
    (r"\d{1,2}月(?:\d{1,2}[日号])?|\d{1,2}[日号](?!线)|\d{1,2}[:：]\d{2}", "日期"),
    (r"[一二三四五六七八九十]{1,2}月(?=[份底初，]|[上中下]旬)", "日期"),
    (rf"{_NUMBER}(?:多|余)?(?:周?年|个?工作日|天|小时|分钟|个月|周岁|岁|日)(?!度)", "时间或年龄"),
    (r"〔\d{4}〕\d*号?|[A-Za-z]+-?\d+|\d+[A-Za-z]+", "编号"),
    (r"\d{7,}(?!\d*\s?[元人名家步次件万亿.余多])", "编号"),
    (rf"{_NUMBER}人(?:及)?以上(?=[^，。；]*(?:企业|单位|公司|工会))", "划分范围的条件"),
    (r"应(\S)尽\1", "目标要求"),
    (_IDIOMS, "习语或节日"),
    (rf"[{_HAN}双]类(?=[\u4e00-\u9fff])|每[月季年周日天]一[\u4e00-\u9fff]", "口号或列举"),
    (r"[二两三四五六七八九双][必进化率送访不严实](?=[\u4e00-\u9fff，。”]|$)", "口号或列举"),
)
_QUOTED = re.compile(r"[“‘「]([^“”‘’「」，。；！？]{1,14})[”’」]")
_COUNTER = re.compile(r"[\d二两三四五六七八九十百千万双]|一(?=[\u4e00-\u9fff][\u4e00-\u9fff]?[二两三四五六七八九])")
_GOAL = re.compile(
    r"力争|争取|(?<![按照原])计划(?!生育|》|的通知)|规划到|预计|拟(?=[新发建开投举])|目标(?:是|为|：|任务)|下一步|确保到|明年|"
    r"到20\d{2}年|不少于年初"
)


@dataclass(frozen=True)
class Apart:
    """A stretch that holds a number which is not counted, and why."""

    start: int
    end: int
    why: str


def apart(passage: Passage, own: tuple[str, ...] = ()) -> list[Apart]:
    """The stretches of a passage that count nothing, left to right; `own` are names in use among metrics."""
    found = sorted(_each(passage, own), key=lambda each: (each.start, -each.end))
    kept: list[Apart] = []
    for each in found:
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept


def _each(passage: Passage, own: tuple[str, ...]) -> Iterator[Apart]:
    text = passage.flat
    for pattern, why in _RULES:
        for found in re.finditer(pattern, text):
            if why != "文件或作品名称" or re.search(rf"[\d{_HAN}]", found.group()):
                yield Apart(found.start(), found.end(), why)
    for found in _QUOTED.finditer(text):
        name = found.group(1)
        if _COUNTER.search(name) and not any(word and word in name for word in own):
            yield Apart(found.start(1), found.end(1), "名称或口号")


def is_goal(passage: Passage, position: int) -> bool:
    """Whether the number at the position is what is hoped for, not what was done."""
    start = passage.segments.span(position)[0]
    return bool(_GOAL.search(passage.words[start:position]))
