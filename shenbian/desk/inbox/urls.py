"""The desk's first page."""

from django.urls import path

from shenbian.desk.inbox import views

urlpatterns = [path("", views.inbox, name="home")]
