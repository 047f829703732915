"""Where at the desk one finds what a notice is about."""

from __future__ import annotations

from django.urls import reverse

from shenbian.desk.rooms import address_of
from shenbian.flow.queries import flowing_models
from shenbian.jobs.models import Run


def link_of(subject: str) -> str:
    """The address of the thing "app.model:pk"; empty where it has no page."""
    label, _, pk = subject.rpartition(":")
    if label == Run._meta.label_lower:
        return reverse("desk:job", args=[int(pk)])
    flowing = {model._meta.label_lower for model in flowing_models()}
    return address_of(label, int(pk)) if label in flowing else ""
