"""What freezing does: seal first, measure as of the sealed size, keep each figure with its hash."""

from collections.abc import Sequence
from typing import Any

import orjson

from shenbian.facts.queries import last_head
from shenbian.flow.row import Effect, Row
from shenbian.kit.period import Period
from shenbian.kit.refusal import Refused
from shenbian.kit.sm import sm3
from shenbian.record.draft import draw_up
from shenbian.record.place import path_in
from shenbian.record.told import Told, tell
from shenbian.record.year import YEAR


class Freeze(Effect):
    """Take the figures as of the last signed head. The caller seals before, so that nothing said is left out."""

    title = "锁定全部数字"
    sets = ("revision", "size", "root", "title")

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            record = row.thing
            head = last_head("facts")
            if head is None:
                raise Refused({0: "台账还是空的，没有可锁定的数字。"})
            told = tell(
                draw_up(
                    YEAR,
                    place=record.organisation.name,
                    path=path_in(record.organisation, record.year),
                    period=Period.year(record.year),
                    as_of=head.size,
                )
            )
            if told["problems"]:
                raise Refused({0: f"数字之间有矛盾，不能锁定：{told['problems'][0]}"})
            record.revision += 1
            record.size, record.root, record.title = head.size, bytes(head.root), told["title"]
            _keep(record, told)


def _keep(record: Any, told: Told) -> None:
    """The record as it was told, and each of its figures with a hash over all that it says and was read from."""
    records, figures = record.frozen.model, record.figures.model
    records.objects.create(
        record=record, revision=record.revision, told=told, digest=digest(told, size=record.size, root=record.root)
    )
    figures.objects.bulk_create(
        figures(
            record=record,
            revision=record.revision,
            ref=figure["ref"],
            metric=figure["metric"],
            version=figure["version"],
            content=figure,
            facts=figure["facts"],
            digest=digest(figure, size=record.size, root=record.root),
        )
        for figure in told["figures"]
    )


def digest(content: Told, *, size: int, root: bytes) -> bytes:
    """SM3 over what is frozen, the size of the log and its root: 32 bytes."""
    return sm3(orjson.dumps([content, size, root.hex()], option=orjson.OPT_SORT_KEYS))
