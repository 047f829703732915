"""The published record, for everybody."""

from django.urls import path

from shenbian.portal.record import views

urlpatterns = [
    path("record/<int:year>/", views.record, name="record"),
    path("record/<int:year>/figures/<str:key>/", views.figure, name="record_figure"),
    path("record/<int:year>/told.json", views.told, name="record_told"),
    path("record/<int:year>/head.json", views.head, name="record_head"),
]
