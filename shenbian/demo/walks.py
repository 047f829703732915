"""What an officer has done on the street in these days, beside the year that was: visits taken down at the door that
everybody uses, by the first town's social worker who has employers to visit. No figure of the demo year changes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from shenbian.fieldwork.actions import Place, Said, take_down
from shenbian.fieldwork.models import FieldRecord
from shenbian.fieldwork.queries import due, verbs_of
from shenbian.kit.period import now, today
from shenbian.rights.models import Post
from shenbian.rights.queries import actor_of

_TOLD = (
    (
        1,
        {"met": "人事负责人", "workers": 46, "wish": "愿意，等换届后办", "needs": "招工难，想要职工体检", "follow": ""},
    ),
    (3, {"met": "经理", "workers": 18, "wish": "还要和股东商量", "needs": "没有", "follow": "下月带建会材料再去"}),
)
_SPOT = Place(40.1302, 116.6549, 18.0)


def load(say: Callable[[str], None]) -> None:
    """Two visits, yesterday and two days before; only where nobody has taken anything down yet."""
    if FieldRecord.objects.exists():
        return
    posts = Post.objects.standing_on(today()).filter(role_key="social_worker").select_related("person")
    for post in posts.order_by("pk")[:40]:
        walker = actor_of(post.person)
        for verb in verbs_of(walker):
            units = list(due(verb, walker, today()).order_by("pk")[: len(_TOLD)])
            if len(units) == len(_TOLD):
                for unit, (days, answers) in zip(units, _TOLD, strict=True):
                    at = now() - timedelta(days=days)
                    said = Said(unit=unit, happened_at=at, result=verb.results[0], answers=answers, place=_SPOT)
                    take_down(verb, said, by=walker, client_key=uuid5(NAMESPACE_URL, f"demo:{unit.pk}"))
                say(f"近日的走访已经装好：{len(units)}次。")
                return
