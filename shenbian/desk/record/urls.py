"""The room of the record."""

from django.urls import path

from shenbian.desk.record import checking, district, figures, verifying, views

urlpatterns = [
    path("record/", views.index, name="records"),
    path("record/<int:year>/", views.record, name="record"),
    path("record/<int:year>/file/<str:form>/", views.file, name="record_file"),
    path("record/<int:year>/moves/<str:name>/", views.move, name="record_move"),
    path("record/<int:year>/figures/<str:key>/", figures.figure, name="figure"),
    path("record/<int:year>/figures/<str:key>/rows/", figures.rows, name="figure_rows"),
    path("record/facts/<int:number>/", figures.fact, name="fact"),
    path("record/facts/<int:number>/proof/", figures.proof, name="fact_proof"),
    path("check/", checking.check, name="check"),
    path("check/file/<str:form>/", checking.file, name="check_file"),
    path("verify/", verifying.verify, name="verify"),
    path("district/<int:year>/", district.district, name="district"),
]
