"""The registers of purchases, allotments, parcels and visits come in by moves: rows become things of this kernel."""

from shenbian.goods.taking.issues import Condolences, Parcels
from shenbian.goods.taking.stock import Allotments, Purchases
from shenbian.standard.taking import takers

takers.add(Purchases(), Allotments(), Parcels(), Condolences())
