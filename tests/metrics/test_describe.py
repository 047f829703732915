"""Every definition can be read in Chinese."""

import pytest

from shenbian.metrics.describe import describe
from shenbian.metrics.metric import Metric, metrics

SAID = {
    "organising.two_new_unions": (
        "期间内“建会”（union.founded）中成立方式（how）为新建（new），两新组织（two_new）为是的记录的不同的工会组织数。"
    ),
    "craftsman_cup.put_in": (
        "期间内“支出”（paid）中项目（programme）为“工匠杯”技能竞赛（craftsman_cup）的记录的金额合计，"
        "减去期间内“结余退回”（money.returned）中项目（programme）为“工匠杯”技能竞赛（craftsman_cup）的记录的金额。"
    ),
    "coordinators.standing": (
        "期间最后一日终了时，已有“任职”（post.begun）中职务（role）为劳动关系协调员（coordinator）的记录"
        "而未被“离任”（post.ended）终止的（按人与工会组织与职务对应），不同的人数。"
    ),
}


@pytest.mark.parametrize("key", SAID)
def test_a_definition_names_kinds_tests_codes_and_what_is_counted(key: str) -> None:
    assert describe(metrics[key], codes=True) == SAID[key]


@pytest.mark.parametrize("metric", list(metrics), ids=lambda metric: metric.key)
def test_every_definition_is_one_sentence(metric: Metric) -> None:
    said = describe(metric)
    assert (said[-1], said.count("。"), "None" in said, "（" in said and "）" not in said) == ("。", 1, False, False)
