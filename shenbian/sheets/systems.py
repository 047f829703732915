"""The systems of record that we know, and what follows from who is master of a field."""

from __future__ import annotations

from collections.abc import Collection

from shenbian.orgs.models import OutsideKey
from shenbian.sheets.outside import SystemOfRecord

CITY_MEMBERS = SystemOfRecord(
    key="city_members",
    title="市总会员系统导出",
    register="members",
    subject="person",
    number="会员系统编号",
    headers={
        "会员姓名": "name",
        "证件种类": "document",
        "证件号": "identity",
        "会员性别": "sex",
        "移动电话": "phone",
        "所在工会": "organisation",
        "工作单位": "unit",
        "入会时间": "from_on",
        "会籍状态": "status",
    },
    # The city's real-name check stands behind phones; who works where is known here.
    masters={"phone": "theirs", "name": "ours", "unit": "ours", "organisation": "ours"},
    words={"status": {"正常": "在册", "保留": "在册", "待审核": "待审批", "审核退回": "退回"}},
)
SYSTEMS = {each.key: each for each in (CITY_MEMBERS,)}


class Masters:
    """Whose word counts, for a column and one of ours. One query where the sheet is our own, none otherwise."""

    def __init__(self, system: SystemOfRecord | None, subject: str, ids: Collection[int]) -> None:
        self._system = system
        self._known: dict[int, set[str]] = {}
        if system is None and ids:
            keys = OutsideKey.objects.filter(subject=subject, subject_id__in=ids)
            for ours, key in keys.values_list("subject_id", "system"):
                self._known.setdefault(ours, set()).add(key)

    def let(self, column: str, ours: int) -> bool:
        """Whether this sheet may change the column of a thing that stands."""
        if self._system is not None:
            return self._system.is_master(column)
        return not any(SYSTEMS[key].is_master(column) for key in self._known.get(ours, ()) if key in SYSTEMS)
