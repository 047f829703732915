"""How a newcomer gets into the demo, printed: a line for each role and for a few members."""

from collections.abc import Iterator

from shenbian.demo.accounts import member_accounts, role_accounts
from shenbian.rights.actor import Actor

MEMBERS = 3


def accounts(address: str) -> Iterator[str]:
    """What to open, as whom to sign in, and what each may do."""
    by = Actor.operator("demo")
    yield f"会员：打开 {address} ，用下面的手机号登录，验证码直接显示在网页上。"
    for member in member_accounts(MEMBERS, by):
        yield f"  {member.phone}  {member.name}（{member.union}）"
    yield f"工会干部：打开 {address}desk/ ，用登录名和密码登录；第一次要设动态口令，网页会显示该填的数字。"
    for each in role_accounts(by):
        yield f"  {each.login}  {each.password}  {each.role.title}：{each.post.person}（{each.post.organisation}）"
        yield f"      {each.role.sentence}"
    yield "这些密码只在这个数据文件夹里有效。真正使用时不要设 SHENBIAN_SMS=screen：它让验证码显示在网页上。"
