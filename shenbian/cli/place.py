"""The union body that a command speaks of."""

from shenbian.kit.env import Unable
from shenbian.orgs.models import Organisation
from shenbian.orgs.queries import federation


def organisation_named(text: str) -> Organisation:
    """By number or name; empty is the house's own federation. Raises Unable when there is none or more than one."""
    if not text:
        found = federation()
        if found is None:
            raise Unable("还没有工会组织，请先导入工会组织登记表。")
        return found
    exact = Organisation.objects.filter(number=text).first()
    if exact is not None:
        return exact
    named = list(Organisation.objects.filter(name=text).order_by("number")[:4])
    if not named:
        raise Unable(f"没有编号或名称是“{text}”的工会。")
    if len(named) > 1:
        raise Unable(f"有几个工会都叫“{text}”，请写编号：{'、'.join(each.number for each in named)}。")
    return named[0]
