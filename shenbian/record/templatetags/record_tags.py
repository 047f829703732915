"""How a figure reads on a page."""

from django import template

from shenbian.metrics.describe import describe
from shenbian.metrics.figure import Figure
from shenbian.record.render.markdown import RESTS_ON, exactly

register = template.Library()
register.filter("exactly", exactly)


@register.filter
def definition(figure: Figure) -> str:
    return describe(figure.metric)


@register.filter
def rests_on(figure: Figure) -> str:
    return "、".join(RESTS_ON[each] for each in sorted(figure.rests_on))
