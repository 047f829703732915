"""What the page of a stream that is played here needs beyond other pages: the kept player, and whom it may ask."""

from __future__ import annotations

from django.conf import settings

from shenbian.accounts.security import POLICY

KEPT = "portal/kept/hls.light.min.js"
INTEGRITY = "sha256-SCzMs6IkVU9k2MLPDTNduko4Gb23Jq+/3f4V3kwnfYI="  # of the file, see the README beside it


def policy() -> str:
    """The content policy of this page alone: pictures and sound from the servers that the settings name.

    `blob:` is what the kept player hands the browser.
    """
    hosts = " ".join(["'self'", *(f"https://{host}" for host in settings.STREAM_HOSTS)])
    return f"{POLICY}; media-src {hosts} blob:; connect-src {hosts}"
