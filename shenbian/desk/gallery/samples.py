"""What the gallery shows the components with: invented, and of the sort that the house is about."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from shenbian.desk.gallery.forms import with_mistakes
from shenbian.kit.money import written
from shenbian.kit.period import BEIJING
from shenbian.look.charts import bars, months, shares
from shenbian.look.icons import ICONS

COLOURS = (
    ("red", "要你动手的事；品牌"),
    ("ink", "正文"),
    ("muted", "次要的话"),
    ("line", "分隔"),
    ("edge", "可填写处的边"),
    ("paper", "纸"),
    ("card", "卡片"),
    ("sunken", "凹下的底"),
    ("gold", "荣誉"),
    ("draft", "草稿"),
    ("waiting", "等待"),
    ("done", "办结"),
    ("void", "作废"),
    ("info", "说明"),
    ("chart", "图"),
)


def samples() -> dict[str, Any]:
    """All that the gallery's templates name."""
    return {
        "colours": COLOURS,
        "icons": sorted(ICONS),
        "form": with_mistakes(),
        "phases": [("draft", "草稿"), ("waiting", "待街道复核"), ("done", "已办结"), ("void", "已作废")],
        **_register(),
        **_story(),
        **_ways(),
        "charts": _charts(),
    }


def opened() -> dict[str, Any]:
    """What a figure opens to."""
    towns = [("南河街道", 82), ("北屯镇", 31), ("仁和镇", 13)]
    return {
        "facts": [("数的是", "新建会的基层工会，换届和合并不算"), ("范围", "全区 · 2022年"), ("依据", "126条记录")],
        "chart": bars(towns, title="近三分之二在南河街道", of="镇街", unit="家"),
        "columns": [{"title": "工会"}, {"title": "建会日期"}],
        "rows": [{"cells": ["第一机床厂工会", "3月14日"]}, {"cells": ["南河快递行业工会", "4月2日"]}],
    }


def _register() -> dict[str, Any]:
    rows = [
        ("南河街道总工会", "街道", 126, 41_203, 12_345_600, "2022-03-14"),
        ("北屯镇总工会", "镇", 98, 27_516, 8_020_050, "2022-04-02"),
        ("临空经济区总工会", "功能区", 61, 19_870, 5_600_000, "2022-05-18"),
        ("高丽营镇总工会", "镇", 44, 9_004, 1_980_000, "2022-06-30"),
    ]
    return {
        "columns": [
            {"title": "工会", "href": "?sort=name"},
            {"title": "层级"},
            {"title": "基层工会(家)", "number": True, "href": "?sort=unions", "sorted": "down"},
            {"title": "会员(人)", "number": True, "href": "?sort=members"},
            {"title": "慰问支出", "number": True},
            {"title": "最近一次走访"},
        ],
        "rows": [
            {"href": "#table", "cells": [name, level, f"{unions:,}", f"{members:,}", written(fen), day]}
            for name, level, unions, members, fen, day in rows
        ],
    }


def _story() -> dict[str, Any]:
    at = datetime(2022, 9, 1, 9, 30, tzinfo=BEIJING)
    return {
        "day": date(2022, 9, 6),
        "at": at,
        "steps": [
            {"title": "提交申请", "state": "done", "day": date(2022, 8, 29)},
            {"title": "单位工会签署意见", "state": "done", "day": date(2022, 8, 31), "note": "同意上报。"},
            {"title": "街道工会复核", "state": "now", "when": "9月6日前", "note": "您的申请已到街道工会，不用再跑。"},
            {"title": "公示", "state": "next", "note": "5个工作日"},
            {"title": "发放到卡", "state": "next"},
        ],
        "refused_steps": [
            {"title": "提交申请", "state": "done", "day": date(2022, 8, 29)},
            {"title": "街道工会复核", "state": "refused", "day": date(2022, 9, 2), "note": "证书不在今年的目录里。"},
        ],
        "timeline": [
            {
                "title": "退回补正",
                "at": at,
                "who": "南河街道总工会 李*",
                "said": "缺少技能证书的正面照片，请补传。",
                "icon": "undo",
            },
            {
                "title": "签署意见：同意",
                "at": at.replace(day=31, month=8),
                "who": "第一机床厂工会 王*明",
                "icon": "check",
            },
            {
                "title": "提交申请",
                "at": at.replace(day=29, month=8),
                "who": "本人",
                "icon": "send",
                "href": "#timeline",
            },
        ],
        "facts": [
            ("申请人", "王*明"),
            ("所在工会", "第一机床厂工会", "#facts"),
            {"label": "证件号码", "value": "110***********1234", "note": "查看要写明事由，本人看得到谁看过。"},
            ("申请金额", written(123_450)),
        ],
    }


def _ways() -> dict[str, Any]:
    return {
        "crumbs": [
            {"title": "职工服务", "href": "#crumbs"},
            {"title": "技能提升补贴", "href": "#crumbs"},
            {"title": "王*明的申请"},
        ],
        "tabs": [
            {"title": "待我办", "href": "#tabs", "here": True},
            {"title": "我经手的", "href": "#tabs"},
            {"title": "全部", "href": "#tabs"},
        ],
        "menu": [
            {"title": "导出这一页", "href": "#menu", "icon": "download"},
            {"title": "打印", "href": "#menu", "icon": "print"},
            {"title": "转交他人", "href": "#menu", "icon": "switch"},
        ],
        "bar": [
            {"title": "首页", "url": "#bar", "icon": "home", "here": True},
            {"title": "参加", "url": "#bar", "icon": "join"},
            {"title": "办事", "url": "#bar", "icon": "desk"},
            {"title": "我的", "url": "#bar", "icon": "me"},
        ],
    }


def _charts() -> list[Any]:
    towns = [("南河街道", 126), ("北屯镇", 98), ("临空经济区", 61), ("高丽营镇", 44), ("仁和镇", 12)]
    year = [3, 5, 14, 22, 31, 40, 38, 52, 61, 58, 49, None]
    money = [("物资慰问", 389_830_000), ("困难救助", 120_450_000), ("技能补贴", 61_000_000)]
    return [
        bars(
            towns,
            title="南河街道新建会最多，是仁和镇的十倍",
            of="镇街",
            unit="家",
            highlight="南河街道",
            source="2022年，依据341条记录",
        ),
        months(year, title="走访在9月达到最高，全年没有断过", unit="次"),
        shares(money, title="每十元里有近七元用在物资慰问", of="用途", unit="元", said=lambda fen: written(int(fen))),
    ]
