"""The gallery's one page."""

from django.urls import path

from shenbian.desk.gallery import views

urlpatterns = [path("", views.gallery, name="gallery")]
