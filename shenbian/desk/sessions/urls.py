"""Addresses of sessions."""

from django.urls import path

from shenbian.desk.sessions import (
    attending,
    booking,
    converting,
    deciding,
    planning,
    quotas,
    redeeming,
    returning,
    views,
)

urlpatterns = [
    path("", views.listed, name="sessions"),
    path("new/", planning.choose, name="session-choose"),
    path("new/<slug:kind>/", planning.new, name="session-new"),
    path("<int:pk>/", views.session, name="session"),
    path("<int:pk>/quotas/", quotas.quotas, name="session-quotas"),
    path("<int:pk>/book/", booking.book, name="session-book"),
    path("<int:pk>/invite/", booking.invited, name="session-invite"),
    path("<int:pk>/draw/", booking.drawn, name="session-draw"),
    path("<int:pk>/bookings/<int:booking>/swap/", booking.swapped, name="session-swap"),
    path("<int:pk>/roll/", attending.roll, name="session-roll"),
    path("<int:pk>/heads/", attending.heads, name="session-heads"),
    path("<int:pk>/returned/", returning.give_back, name="session-returned"),
    path("redeem/<str:code>/", redeeming.redeeming, name="redeem"),
    path("<int:pk>/conversions/", converting.conversions, name="session-conversions"),
    path("<int:pk>/decisions/", deciding.decisions, name="session-decisions"),
]
