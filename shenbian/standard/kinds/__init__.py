"""Every kind of fact a union's year is made of. Importing this package declares them."""

from shenbian.facts.kind import fill_codes, kinds
from shenbian.rights.catalogue import ROLES
from shenbian.standard.kinds import cases, gatherings, goods, money, organising, outside, works

kinds.add(*organising.KINDS, *gatherings.KINDS, *works.KINDS, *money.KINDS, *goods.KINDS, *cases.KINDS, *outside.KINDS)
fill_codes("roles", {role.key: role.title for role in ROLES.values()})
