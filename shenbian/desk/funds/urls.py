"""Addresses of the money: budgets and their use, commitments, payments, lists for the bank, months, findings."""

from django.urls import path

from shenbian.desk.funds import batches, views

urlpatterns = [
    path("", views.execution, name="funds"),
    path("items/new/", views.new_item, name="funds_item_new"),
    path("items/<int:pk>/", views.item, name="funds_item"),
    path("items/<int:pk>/commit/", views.commit, name="funds_commit"),
    path("commitments/<int:pk>/", views.commitment, name="funds_commitment"),
    path("commitments/<int:pk>/pay/", views.pay, name="funds_pay"),
    path("payments/<int:pk>/", views.payment, name="funds_payment"),
    path("payments/<int:pk>/invoice/", views.invoice, name="funds_invoice"),
    path("payments/<int:pk>/refund/", views.refund, name="funds_refund"),
    path("batches/", batches.batches, name="funds_batches"),
    path("batches/new/", batches.new_batch, name="funds_batch_new"),
    path("batches/<int:pk>/", batches.batch, name="funds_batch"),
    path("batches/<int:pk>/file/", batches.file, name="funds_batch_file"),
    path("batches/<int:pk>/answer/", batches.answered, name="funds_batch_answer"),
    path("months/", batches.months, name="funds_months"),
    path("findings/", batches.findings, name="funds_findings"),
]
