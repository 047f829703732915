"""The words by which metrics are known: their own, how rare each is, and words that narrow what is counted."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import log

from shenbian.metrics.metric import Metric
from shenbian.record.check.layout import Passage

# Words that, right beside what is counted, make it something narrower or something else. A metric that does not have
# such a word among its own is not meant.
_NARROWING = """女 男 青年 少年 未成年 老年 退休 残疾 少数民族 农民工 灵活就业 党员 团员 困难 特困
先进 优秀 模范 示范 示范性 星级 首批 首家 货车司机 网约车 快递员 外卖 保安员 家政
护士 教师 学生 医护 民警 驾驶员 干部 委员 主席 代表 新业态 新就业形态 两新 非公 民营
国有 外资 合资 机关 事业单位 线上 线下 网上 现场 国家级 市级 省级 镇级 街道级 企业级
全国级 高级 初级 中级 一等 二等 三等 特等 换届 改选 撤销 注销 取消 解散 合并
重新登记 变更 转入 转出 调入 流失 退会 减少 未 没有 并非 拟 待 应 计划 原有 现有 历年 联合
小组 联谊会 百人 规模以上 失败 撤回 驳回 未成功 仲裁 诉讼 回放 复核 报名 退回 结余
剩余 应急 二级 三级 村级 社区级 行业 园区 楼宇 商圈 校区 家属 子女 亲属 群众 居民
市民 外宾 领导"""
# Words between a name and its number that say that something else is counted (新建工会覆盖企业200家).
_TURNING = """企业 单位 公司 社区 律师 医院 学校 家庭 子女 劳模 推荐 入围 申报 金额 覆盖 价值 时长 带动 惠及 涉及 服务
参赛 观众 经费 投入 资金 培训 专利 浏览 投票 网点 站点 商户"""
TURNING = re.compile(rf"(?<![进入到赴向为在对由])(?:{'|'.join(_TURNING.split())})")  # 进企业 is a place
NARROWING = tuple(sorted(set(_NARROWING.split()), key=lambda word: (-len(word), word)))


@dataclass(frozen=True)
class Vocabulary:
    """All words of all metrics. `rarity`: 1 for a word of one metric, less the more have it (never below 0.2)."""

    metrics: tuple[Metric, ...]
    rarity: Mapping[str, float] = field(repr=False)

    @classmethod
    def of(cls, metrics: Iterable[Metric]) -> "Vocabulary":
        listed = tuple(metrics)
        own = [frozenset(words_of(metric)) for metric in listed]
        many = max(len(listed), 2)
        shared = {word: sum(any(word in other for other in row) for row in own) for word in frozenset().union(*own)}
        return cls(listed, {word: max(0.2, 1 - log(count) / log(many)) for word, count in shared.items()})


def words_of(metric: Metric) -> Iterator[str]:
    """Every word that is the metric's own, its title as it is printed and without quotation marks."""
    yield from (metric.title, re.sub("[“”]", "", metric.title))
    yield from metric.aliases
    yield from metric.nouns
    yield from metric.about


def owns(metric: Metric, word: str) -> bool:
    return any(word in each for each in words_of(metric))


class Found:
    """Where the words of a vocabulary stand in a passage."""

    def __init__(self, passage: Passage, vocabulary: Vocabulary) -> None:
        self.places = {
            word: [(each.start(), each.end()) for each in re.finditer(re.escape(word), passage.words)]
            for word in vocabulary.rarity
            if word in passage.words
        }

    def __getitem__(self, word: str) -> list[tuple[int, int]]:
        return self.places.get(word, [])
