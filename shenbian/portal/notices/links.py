"""Where in the portal one finds what a notice is about."""

from __future__ import annotations

from django.urls import reverse

_ONE = {
    "editions.entry": "portal:entry",
    "certificates.certificate": "portal:certificate",
    "gatherings.booking": "portal:booking",
    "gatherings.session": "portal:session",
    "streams.stream": "portal:live",
    "awards.publicnotice": "portal:public_notice",
    "courses.enrolment": "portal:course",
    "mixers.mixer": "portal:mixer",
}
_LIST = {
    "personal.correction": "portal:requests",
    "personal.erasure": "portal:requests",
    "deployments.assignment": "portal:tasks",
    "awards.objection": "portal:benefits",
    "awards.benefit": "portal:benefits",
    "deployments.dutyday": "portal:tasks",
    "funds.payment": "portal:my_money",
    "gatherings.teammember": "portal:volunteering",
}


def link_of(subject: str) -> str:
    """The address of the thing "app.model:pk"; empty where it has no page."""
    label, _, pk = subject.rpartition(":")
    if label in _ONE:
        return reverse(_ONE[label], args=[int(pk)])
    return reverse(_LIST[label]) if label in _LIST else ""
