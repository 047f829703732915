"""The screen at the door."""

from django.urls import path

from shenbian.desk.screen import views

urlpatterns = [
    path("<int:pk>/screen/", views.screen, name="session_screen"),
    path("<int:pk>/screen/code/", views.code, name="session_screen_code"),
]
