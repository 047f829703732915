"""The desk's addresses. Until people can sign in it shows the record alone."""

from django.urls import path

from shenbian.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("desk/record/<int:year>/", views.record, name="record"),
]
