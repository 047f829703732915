"""Checking in."""

from django.urls import path

from shenbian.portal.checkin import views

urlpatterns = [path("<str:code>/", views.check_in, name="check_in")]
