"""Kinds that the house itself needs: what strikes out, who is the same person, where a union body moved."""

from shenbian.facts.kind import Facet, Has, Kind, Type, kinds

VOID = Kind(
    key="void",
    title="作废",
    one="条",
    natural=("voids",),
    organisation=Has.MAY,
    facets=(Facet(key="reason", title="作废原因", required=True),),
    imported=False,
)

PERSON_SAME = Kind(
    key="person.same",
    title="同一人",
    one="人",
    natural=("person",),  # one duplicate has one survivor at a time; un-merging strikes the fact out
    organisation=Has.MAY,
    person=Has.MUST,
    facets=(Facet(key="survivor", title="并入", type=Type.WHOLE, required=True),),  # Person.key
    imported=False,
)

ORG_MOVED = Kind(
    key="org.moved",
    title="组织调整隶属",
    one="家",
    natural=("organisation", "happened_on"),
    facets=(
        Facet(key="before", title="原路径", required=True),
        Facet(key="after", title="现路径", required=True),
    ),
    imported=False,
)

kinds.add(VOID, PERSON_SAME, ORG_MOVED)
