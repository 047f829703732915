"""What came of an import: per sheet, and in sum. For people and for machines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WORDS = {
    "new": "新增",
    "changed": "变更",
    "same": "已有",
    "left_out": "不计",
    "conflicting": "与主系统冲突",
    "refused": "退回",
}
_SHOWN = 8


@dataclass(frozen=True)
class Report:
    """One sheet. `batch` is 0 where nothing had to be written. `listed`: row number and what is to be said of it."""

    file: str
    sheet: str
    register: str
    batch: int
    counts: dict[str, int]
    reasons: dict[str, dict[str, int]]
    unknown: tuple[str, ...] = ()
    returned: Path | None = None
    refused: tuple[tuple[int, str, str], ...] = ()  # row number, field, reason
    changed: tuple[tuple[int, str], ...] = ()  # row number, titles of what differs
    same: tuple[tuple[int, str], ...] = ()  # row number, what took it
    conflicts: tuple[tuple[int, str], ...] = ()

    def lines(self) -> Iterator[str]:
        """As an officer reads it."""
        said = "，".join(f"{WORDS[key]} {count}" for key, count in self.counts.items() if count)
        batch = f"（批次 {self.batch}）" if self.batch else ""
        yield f"{self.file}［{self.register}］{said or '没有数据行'}{batch}"
        for fate in ("left_out", "refused"):
            reasons = list(self.reasons.get(fate, {}).items())
            for reason, count in reasons[:_SHOWN]:
                yield f"    {WORDS[fate]} {count} 行：{reason}"
            if len(reasons) > _SHOWN:
                yield f"    …… 另有 {len(reasons) - _SHOWN} 种原因"
        if self.unknown:
            yield f"    没有用到的列：{'、'.join(self.unknown)}"
        for number, said in self.conflicts[:_SHOWN]:
            yield f"    与主系统冲突 第{number}行：{said}"
        if self.returned:
            yield f"    退回的行在 {self.returned}"

    def as_json(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "sheet": self.sheet,
            "register": self.register,
            "batch": self.batch or None,
            **self.counts,
            "reasons": self.reasons,
            "unknown_columns": list(self.unknown),
            "returned": str(self.returned) if self.returned else None,
            "refused_rows": [{"row": row, "field": name, "reason": why} for row, name, why in self.refused],
            "changed_rows": [{"row": row, "fields": said} for row, said in self.changed],
            "same_rows": [{"row": row, "why": said} for row, said in self.same[:1000]],
            "conflicting_rows": [{"row": row, "fields": said} for row, said in self.conflicts],
        }


@dataclass
class Summary:
    """All sheets of one command."""

    sheets: list[Report] = field(default_factory=list)
    preview: bool = False

    def total(self, fate: str) -> int:
        return sum(report.counts[fate] for report in self.sheets)

    @property
    def rows(self) -> int:
        return sum(self.total(fate) for fate in WORDS if fate != "conflicting")

    def lines(self) -> Iterator[str]:
        """The sum, as an officer reads it."""
        yield "预览，没有改动任何数据：" if self.preview else "导入完成："
        for fate, word in WORDS.items():
            yield f"{word}\t{self.total(fate)}"

    def as_json(self) -> dict[str, Any]:
        return {
            "preview": self.preview,
            **{fate: self.total(fate) for fate in WORDS},
            "sheets": [report.as_json() for report in self.sheets],
        }
