"""The address of mixers at the desk."""

from django.urls import path

from shenbian.desk.mixers import views

urlpatterns = [path("", views.mixers, name="mixers")]
