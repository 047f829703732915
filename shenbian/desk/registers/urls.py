"""Addresses of registers."""

from django.urls import path

from shenbian.desk.registers import moving, out, views

urlpatterns = [
    path("", views.index, name="registers"),
    path("<str:key>/", views.register, name="register"),
    path("<str:key>/search/", views.search, name="register-search"),
    path("<str:key>/views/", views.save, name="register-save"),
    path("<str:key>/views/<int:pk>/forget/", views.forget, name="register-forget"),
    path("<str:key>/export/", out.export_page, name="register-export"),
    path("<str:key>/moves/", moving.move, name="register-move"),
]
