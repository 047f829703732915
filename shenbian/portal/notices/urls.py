"""Addresses of notices."""

from shenbian.accounts.access import SIGNED_IN
from shenbian.accounts.noticing import NoticePages
from shenbian.portal.notices.links import link_of

urlpatterns = NoticePages("portal", SIGNED_IN, link_of).urls()
