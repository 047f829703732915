"""The gallery's pages."""

from django.urls import path

from shenbian.desk.gallery import views

urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("drawer/", views.drawer, name="gallery_drawer"),
]
