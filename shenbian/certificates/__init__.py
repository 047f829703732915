"""What somebody was certified (证书): of what, by whom, until when; revocable, and verified by anybody by its code.

    issue([Award(person=person, kind="volunteer_hours", title="2026年志愿服务", organisation=union,
                 issued_on=day, minutes=600, source=thing.subject)], by=actor)

A programme's kind of certificate is one `CertificateKind` in `programmes/contents.py`; nothing else is to be said.
"""
