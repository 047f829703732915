"""Units and classifiers: what a number is printed with, and which of them may stand for a metric's unit."""

# For each unit of a metric, the classifiers in which a text may count it.
CLASSIFIERS: dict[str, tuple[str, ...]] = {
    "人": ("人", "名", "位"),
    "人次": ("人次",),
    "家": ("家", "个", "所", "座", "处"),
    "场": ("场", "场次", "次", "个", "项"),
    "次": ("次", "场", "场次", "家次"),
    "件": ("件", "个", "幅", "份", "篇", "部", "首", "条", "起", "宗", "例"),
    "个": ("个", "项", "种", "间", "家"),
    "项": ("项", "个", "件"),
    "起": ("起", "件", "宗", "例"),
    "期": ("期",),
    "份": ("份", "个", "套", "件"),
    "户": ("户", "名", "人"),
    "处": ("处", "个", "项"),
    "条": ("条", "件", "个"),
    "步": ("步",),
    "元": ("元",),
    "": ("%",),
    "名": ("位", "名"),
}

# Measures that no metric of ours is printed with: what carries them is a number all the same.
_OTHERS = """平方公里 平方米 立方米 公里 公斤 公顷 小时 分钟 个月 个工作日 工作日 批次 车次 班次 件次 户次
课时 学时 人份 个百分点 岁 米 吨 亩 棵 株 批 辆 册 本 套 台 间 瓶 盒 箱 支 只 枚 张 块 对 组 队 类 种 门 堂 节 届 轮
天 日 年 月 周 倍 成 级 层 席 桌 页 字 款 票 双 艘 架 头 扇 顶 床"""
OTHERS = tuple(_OTHERS.split())

SHARES = ("%", "％")


def fits(metric_unit: str, classifier: str) -> bool:
    """Whether a text may count what has this unit with that classifier (家: 126个工会组织; 件: 346幅)."""
    return classifier in CLASSIFIERS.get(metric_unit, (metric_unit,))


ALL = tuple(
    sorted({each for row in CLASSIFIERS.values() for each in row} | set(OTHERS), key=lambda each: (-len(each), each))
)
