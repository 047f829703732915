"""Signing in with an account from elsewhere (WeChat, an OIDC provider): there only when the environment names it.

Read by the settings, so it imports nothing but the environment.
"""

from __future__ import annotations

from typing import Any

from shenbian.kit import env

OIDC = "oidc"  # the provider's part of its addresses


def providers() -> dict[str, Any]:
    """django-allauth's SOCIALACCOUNT_PROVIDERS. Raises BadEnvironment where an identifier comes without its secret."""
    found: dict[str, Any] = {"weixin": {"APPS": []}, "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
    if app := _app("SHENBIAN_WEIXIN"):
        found["weixin"]["APPS"].append({"name": "微信", **app})
    if app := _app("SHENBIAN_OIDC"):
        server = env.text("SHENBIAN_OIDC_SERVER", "")
        if not server:
            raise env.BadEnvironment("写了 SHENBIAN_OIDC_ID，还要用 SHENBIAN_OIDC_SERVER 写明身份服务的地址。")
        name = env.text("SHENBIAN_OIDC_NAME", "统一身份认证")
        found["openid_connect"]["APPS"].append(
            {"provider_id": OIDC, "name": name, "settings": {"server_url": server}, **app}
        )
    return found


def _app(name: str) -> dict[str, str]:
    known = {"client_id": env.text(f"{name}_ID", ""), "secret": env.text(f"{name}_SECRET", "")}
    if any(known.values()) and not all(known.values()):
        raise env.BadEnvironment(f"环境变量 {name}_ID 和 {name}_SECRET 要一起写。")
    return known if all(known.values()) else {}
