"""The address of the one search."""

from django.urls import path

from shenbian.desk.search import views

urlpatterns = [path("", views.search, name="search")]
