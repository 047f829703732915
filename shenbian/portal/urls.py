"""The portal's addresses."""

from django.urls import path

from shenbian.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
]
