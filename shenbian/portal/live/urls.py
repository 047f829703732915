"""看直播: what is on and what comes, one stream, its beats, and being reminded."""

from django.urls import path

from shenbian.portal.live import views

urlpatterns = [
    path("live/", views.lives, name="lives"),
    path("live/beat/", views.heard, name="live_beat"),
    path("live/<int:pk>/", views.live, name="live"),
    path("live/<int:pk>/remind/", views.reminding, name="live_remind"),
]
