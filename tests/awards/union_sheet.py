"""A union that hands in for its members by sheet: its officer, and the sheets and pictures on their machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from shenbian.editions.models import Edition
from shenbian.people.models import Person
from shenbian.people.rules import open_seal
from shenbian.rights.actor import Actor
from shenbian.sheets.actions.importing import bring_in
from shenbian.sheets.entries.columns import register_of
from shenbian.sheets.report import Summary
from tests.awards.claiming import LAST_YEAR, Claims, make_claims
from tests.files.conftest import photo
from tests.sheets.books import book

CERTIFICATE, TRAINING = "certificate_subsidy", "training_subsidy"
SAID: dict[str, dict[str, Any]] = {
    CERTIFICATE: {"证书编号": "ZS-1", "证书等级": "高级工", "发证日期": date(LAST_YEAR, 6, 1), "证书照片": "证书.jpg"},
    TRAINING: {
        "培训名称": "焊工", "培训机构": "区职业学校", "结业证书编号": "JY-1", "培训类别": "技能培训",
        "结业日期": date(LAST_YEAR, 6, 1), "结业证书照片": "证书.jpg", "培训费": 1200, "发票号码": "044-1",
        "发票照片": "发票",
    },
}  # fmt: skip


@dataclass
class Union:
    """Bo is the officer of the plant's union; the sheets and pictures lie in `folder`."""

    claims: Claims
    folder: Path

    @property
    def bo(self) -> Actor:
        return self.claims.cast.bo

    def member(self) -> Actor:
        return self.claims.member()

    def edition(self, kind: str = CERTIFICATE) -> Edition:
        return self.claims.edition(kind)

    def row(self, worker: Actor, kind: str = CERTIFICATE, **said: Any) -> dict[str, Any]:
        person = Person.objects.get(key=worker.person)
        about = {
            "姓名": person.name,
            "证件类型": person.get_document_display(),
            "证件号码": open_seal(person, "document"),
        }
        account = {"开户银行": "北京银行顺义支行", "本人银行账号": "6222020000000001", "手机号": "13800000001"}
        agreed = {"本人怎样同意的": "当面签字", "见证人或凭证": "签字单 3 号"}
        truly = next(c.title for c in register_of(self.edition(kind)).columns if c.title.startswith("我保证"))
        return {**about, **SAID[kind], **account, truly: "是", **agreed, **said}

    def sheet(self, rows: Sequence[dict[str, Any]], kind: str = CERTIFICATE) -> Path:
        register = register_of(self.edition(kind))
        headers = [column.title for column in register.columns]
        cells = [[row.get(title) for title in headers] for row in rows]
        return book(self.folder / "申报.xlsx", register.title, headers, cells)

    def bring(self, rows: Sequence[dict[str, Any]], kind: str = CERTIFICATE, **options: Any) -> Summary:
        return bring_in(self.sheet(rows, kind), by=options.pop("by", self.bo), **options)

    def packed(self, rows: Sequence[dict[str, Any]]) -> bytes:
        """The sheet and all pictures in one zip."""
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.write(self.sheet(rows), "申报/申报.xlsx")
            for picture in (self.folder / "照片").iterdir():
                archive.write(picture, f"申报/照片/{picture.name}")
        return held.getvalue()


def make_union(folder: Path, claims: Claims | None = None) -> Union:
    (folder / "照片").mkdir(parents=True)
    (folder / "照片" / "证书.jpg").write_bytes(photo(colour="teal"))
    (folder / "照片" / "发票.jpg").write_bytes(photo(colour="navy"))
    return Union(claims or make_claims(), folder)
