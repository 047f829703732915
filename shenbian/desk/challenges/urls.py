"""Addresses of an edition's challenge."""

from django.urls import path

from shenbian.desk.challenges import views

urlpatterns = [
    path("<int:pk>/challenge/", views.challenge, name="challenge"),
    path("<int:pk>/challenge/days/", views.days, name="challenge-days"),
    path("<int:pk>/challenge/unions/", views.unions, name="challenge-unions"),
    path("<int:pk>/challenge/export/", views.exported, name="challenge-export"),
]
