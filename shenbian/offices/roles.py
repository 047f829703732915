"""Which roles may be taken on duty."""

from shenbian.rights.catalogue import APPOINTABLE, Right

# What only the appointed may do: a duty session never decides, pays, signs, appoints or opens a sealed file.
KEPT = frozenset(
    {
        Right.ENTRY_DECIDE,
        Right.PAYMENT_RELEASE,
        Right.RECORD_PUBLISH,
        Right.POST_APPOINT,
        Right.CASE_READ_SEALED,
        Right.DUTY_OPEN,
        Right.TRACE_READ,
    }
)
DUTY_ROLES = {role.key: role for role in APPOINTABLE if not role.rights & KEPT}
