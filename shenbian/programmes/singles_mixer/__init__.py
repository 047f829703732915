"""七夕单身联谊: Single workers meet at the Double Seventh."""

from shenbian.gatherings.declared import Demand, Mode, SessionKind
from shenbian.metrics.metric import Count, Metric, rows
from shenbian.mixers.guards import EvenSexes
from shenbian.rights.catalogue import Desk
from shenbian.standard.guards import is_member
from shenbian.standard.programme import Programme

PROGRAMME = Programme(
    key="singles_mixer",
    title="七夕单身联谊",
    refs=("P18",),
    desk=Desk.WOMEN,
    kinds=("session.held", "turn"),
    metrics=(
        Metric(
            key="singles_mixer.singles",
            title="单身联谊参加青年",
            unit="人",
            measure=Count(rows=rows("turn", programme="singles_mixer"), of=("person",)),
            nouns=("单身青年", "单身职工", "青年", "参加"),
            about=("联谊", "七夕"),
        ),
    ),
)

MIXER = SessionKind(
    key="singles_mixer",
    programme=PROGRAMME.key,
    title="单身联谊",
    what="单身职工的联谊活动。报名须作单身承诺；互选的结果只有您自己知道。",
    desk=PROGRAMME.desk,
    verb="报名",
    modes=(Mode.APPROVAL, Mode.DRAW, Mode.FIRST),
    who=(is_member,),
    demands=(Demand.SINGLE,),
    balance=EvenSexes(),
    mixes=True,
)
