"""What freezing does: seal first, measure as of the sealed size, keep each figure with its hash."""

from collections.abc import Sequence

from django.db.models import Model

from shenbian.facts.queries import last_head
from shenbian.flow.row import Effect, Row
from shenbian.kit.period import Period
from shenbian.kit.refusal import Refused
from shenbian.record.draft import Draft, draw_up
from shenbian.record.figures import as_json, digest
from shenbian.record.year import YEAR


class Freeze(Effect):
    """Take the figures as of the last signed head. The caller seals before, so that nothing said is left out."""

    sets = ("revision", "size", "root", "title")

    def act(self, rows: Sequence[Row]) -> None:
        for row in rows:
            record = row.thing
            head = last_head("facts")
            if head is None:
                raise Refused({0: "台账还是空的，没有可锁定的数字。"})
            drafted = draw_up(
                YEAR,
                place=record.organisation.name,
                path=record.organisation.path,
                period=Period.year(record.year),
                as_of=head.size,
            )
            record.revision += 1
            record.size, record.root, record.title = head.size, bytes(head.root), drafted.title
            _keep(record, drafted)


def _keep(record: Model, drafted: Draft) -> None:
    model = record.figures.model  # type: ignore[attr-defined]  # the records' own table of frozen figures
    model.objects.bulk_create(
        model(
            record=record,
            revision=record.revision,  # type: ignore[attr-defined]
            ref=printed.ref,
            metric=printed.figure.metric.key,
            version=printed.figure.metric.version,
            rendered=printed.rendered,
            content=(content := as_json(printed)),
            facts=printed.figure.facts,
            digest=digest(content, size=record.size, root=record.root),  # type: ignore[attr-defined]
        )
        for printed in drafted.printed
    )
