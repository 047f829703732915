"""The desk's addresses: a line for each of its rooms."""

from django.urls import include, path

from shenbian.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("gallery/", include("shenbian.desk.gallery.urls")),
    path("record/<int:year>/", views.record, name="record"),
]
