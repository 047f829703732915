"""One double entry for fen and for pieces: what a union body holds, and how it came there (分录、凭证).

Everything that can run out is held somewhere: money that a budget still has, money that an approval set aside, goods in
a station. Taking it from there and putting it elsewhere is one voucher whose lines add up to nought. A holding that may
not go below nought cannot, whoever asks at the same moment: nothing is committed without budget, nothing is paid
without a commitment, nothing is handed out that is not there.

    budget  = Key(town.pk, FREE, "funds.item:7")
    granted = Key(town.pk, SET_ASIDE, "funds.commitment:9")
    post([NewVoucher(on=today(), title="事前审批", source="funds.commitment:9:approved",
                     lines=(Line(budget, -50_000), Line(granted, 50_000)))], by=actor)

Nothing flows here and nobody is asked for a right: vouchers are what moves of higher floors cause.
"""
