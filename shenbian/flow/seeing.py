"""Who may see what is attached to a thing that flows: whoever may read the thing or make one of its moves."""

from shenbian.files.seeing import seers
from shenbian.flow.models import Flowing
from shenbian.flow.offers import may_see

seers[Flowing] = lambda actor, thing: may_see(thing, actor)
