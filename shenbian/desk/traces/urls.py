"""The address of the room of traces."""

from django.urls import path

from shenbian.desk.traces import views

urlpatterns = [path("", views.traces, name="traces")]
