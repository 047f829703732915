"""Addresses of notices."""

from django.urls import path

from shenbian.accounts.access import OFFICER
from shenbian.accounts.noticing import NoticePages
from shenbian.desk.notices import sending
from shenbian.desk.notices.links import link_of

urlpatterns = [
    *NoticePages("desk", OFFICER, link_of).urls(),
    path("sending/", sending.sending, name="notices_sending"),
    path("sending/again/", sending.again, name="notices_again"),
]
