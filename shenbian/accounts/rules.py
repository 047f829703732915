"""Pure questions about signing in: links that are good once, what a password must be."""

from __future__ import annotations

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from shenbian.accounts.models import Account

ACCOUNT_FLOW = "account"  # under which traces tell of accounts, and what they say was done
ACCOUNT_MOVES = {
    "open": "开通账号",
    "block": "停用账号",
    "unblock": "恢复账号",
    "forget_password": "重发设置链接",
    "forget_factor": "重置动态口令",
    "make_token": "开出接口令牌",
    "revoke_token": "停用接口令牌",
}


class _Links(PasswordResetTokenGenerator):
    """Good for PASSWORD_RESET_TIMEOUT and until the account's password or its last sign-in changes."""

    key_salt = "shenbian.accounts.setup"


_links = _Links()


def setup_path(account: Account) -> str:
    """The path of the page on which the account's owner sets a password, once."""
    return f"/accounts/setup/{urlsafe_base64_encode(str(account.pk).encode())}/{_links.make_token(account)}/"


def link_is_good(account: Account, token: str) -> bool:
    return account.is_active and _links.check_token(account, token)


def account_of_link(coded: str) -> int | None:
    """The id inside a link's first part; None where it is none."""
    try:
        return int(urlsafe_base64_decode(coded).decode())
    except (ValueError, UnicodeDecodeError):
        return None
