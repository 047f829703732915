"""Addresses of who is sent where."""

from django.urls import path

from shenbian.desk.deployments import covering, views

urlpatterns = [
    path("", views.orders, name="deployments"),
    path("new/<slug:programme>/", views.new, name="deployment_new"),
    path("problems/", views.problems, name="deployment_problems"),
    path("missing/", covering.missing, name="deployment_missing"),
    path("<int:pk>/", views.order, name="deployment"),
    path("<int:pk>/assign/", views.assigning, name="deployment_assign"),
    path("<int:pk>/note/", views.noting, name="deployment_note"),
]
