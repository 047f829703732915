"""Where a page returns to when it is done: the page of the house from which it was asked for."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def back_of(request: HttpRequest) -> str:
    """The address that was sent along as `back`; empty where there is none, or where it leads out of the house."""
    back = request.POST.get("back") or request.GET.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else ""
