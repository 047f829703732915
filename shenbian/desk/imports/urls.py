"""Addresses of imports."""

from django.urls import path

from shenbian.desk.imports import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("templates/<str:key>/", views.template, name="import-template"),
    path("editions/<int:edition>/", views.by_sheet, name="import-by-sheet"),
    path("editions/<int:edition>/template/", views.by_sheet_template, name="import-by-sheet-template"),
    path("<int:pk>/", views.upload, name="import"),
    path("<int:pk>/returned/", views.returned_copy, name="import-returned"),
    path("batches/<int:pk>/", views.batch, name="import-batch"),
]
