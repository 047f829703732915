"""How a figure reads on a page."""

from django import template

from shenbian.kit.money import yuan
from shenbian.metrics.figure import Figure
from shenbian.record.render.markdown import RESTS_ON

register = template.Library()


@register.filter
def exactly(figure: Figure) -> str:
    """The exact value with its unit: 1,234人, 3,898,300.00元, 98.23%."""
    if figure.metric.unit == "元":
        return f"{yuan(int(figure.value)):,.2f}元"
    if figure.denominator is not None:
        return f"{float(figure.value):.2%}"
    return f"{figure.value:,}{figure.metric.unit}"


@register.filter
def rests_on(figure: Figure) -> str:
    return "、".join(RESTS_ON[each] for each in sorted(figure.rests_on))
