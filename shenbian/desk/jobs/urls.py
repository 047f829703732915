"""Addresses of long and timed work."""

from django.urls import path

from shenbian.desk.jobs import views

urlpatterns = [
    path("", views.runs, name="jobs"),
    path("timed/", views.timed, name="jobs_timed"),
    path("<int:pk>/", views.run, name="job"),
    path("<int:pk>/paper/", views.paper, name="job_paper"),
    path("<int:pk>/cancel/", views.cancel_one, name="job_cancel"),
    path("<int:pk>/again/", views.repeat, name="job_again"),
]
