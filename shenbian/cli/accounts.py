"""The demo accounts: for every role the one who has held it longest, with what the role may do."""

from shenbian.rights.catalogue import APPOINTABLE
from shenbian.rights.models import Post


def accounts() -> list[str]:
    """A line for each role that somebody holds, in the catalogue's order: role, holder, union body, what it may do."""
    first = {
        post.role_key: post
        for post in Post.objects.filter(until_on=None)
        .select_related("person", "organisation")
        .order_by("role_key", "from_on", "id")
        .distinct("role_key")
    }
    return [
        f"{role.title}：{first[role.key].person}（{first[role.key].organisation}）。{role.sentence}"
        for role in APPOINTABLE
        if role.key in first
    ]
