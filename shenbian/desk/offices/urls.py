"""Addresses of duty sessions, delegations, hand-overs and assistance."""

from django.urls import path

from shenbian.desk.offices import assisting, duties, posts

urlpatterns = [
    path("duty/", duties.duty, name="duty"),
    path("posts/", posts.mine, name="posts"),
    path("posts/<int:pk>/delegate/", posts.delegation, name="delegate"),
    path("posts/<int:pk>/hand-over/", posts.handover, name="hand-over"),
    path("assist/", assisting.assist, name="assist"),
    path("assist/end/", assisting.end, name="assist-end"),
]
