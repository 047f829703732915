"""Addresses of long and timed work."""

from django.urls import path

from shenbian.desk.jobs import views

urlpatterns = [
    path("jobs/", views.runs, name="jobs"),
    path("jobs/<int:pk>/", views.run, name="job"),
    path("jobs/<int:pk>/paper/", views.paper, name="job_paper"),
    path("jobs/<int:pk>/cancel/", views.cancel_one, name="job_cancel"),
    path("jobs/<int:pk>/again/", views.repeat, name="job_again"),
    path("timed/", views.timed, name="jobs_timed"),
]
