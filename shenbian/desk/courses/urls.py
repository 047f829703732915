"""Addresses of an edition's course."""

from django.urls import path

from shenbian.desk.courses import bank, views

urlpatterns = [
    path("<int:pk>/course/", views.learners, name="course"),
    path("<int:pk>/course/lessons/", views.lessons, name="course-lessons"),
    path("<int:pk>/course/lessons/<int:lesson>/retire/", views.retire, name="course-lesson-retire"),
    path("<int:pk>/course/settings/", views.settings, name="course-settings"),
    path("<int:pk>/course/questions/", bank.questions, name="course-questions"),
    path("<int:pk>/course/questions/<int:question>/retire/", bank.retire, name="course-question-retire"),
    path("<int:pk>/course/questions/template/", bank.template, name="course-questions-template"),
    path("<int:pk>/course/coverage/", views.covered_bodies, name="course-coverage"),
]
