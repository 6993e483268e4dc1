"""Which of two places comes first, and whether one holds the other."""

from citations.levels import roman
from citations.words import IROHA, KIND_ORDER, SENTENCE_ORDER, UNITS


def order(place):
    division = place["division"]
    if division[0] == "main":
        where = (0,)
    elif division[0] == "supplementary":
        where = (1, KIND_ORDER.index(division[1]), division[2] is not None, division[2] or "")
    else:
        where = (2, division[1], division[2])
    kinds = ["kana", "number", "parenthesized_kana", "roman"]

    def rank(subitem):
        kind, sign = subitem
        if kind == "number":
            return kinds.index(kind), int(sign)
        if kind == "roman":
            return kinds.index(kind), [roman(n) for n in range(1, 40)].index(sign)
        return kinds.index(kind), IROHA.index(sign)

    table = place["table"]
    return (
        place["law"] is not None, place["law"] or "", where, place["article"] or (),
        place["paragraph"] or (), place["item"] or (),
        () if table is None else (0,) if table == () else (1, table[0] != "row", table[1]),
        tuple(rank(subitem) for subitem in place["subitems"]),
        SENTENCE_ORDER.index(place["sentence"]) + 1 if place["sentence"] else 0,
    )


def steps(place):
    """The levels that are named, from the outside in."""
    division = place["division"]
    out = [("law", place["law"]), division[:2] if division[0] == "schedule" else division]
    if division[0] == "schedule" and division[2]:
        out.append(("row", division[2]))
    for level in UNITS:
        if place[level]:
            out.append((level, place[level]))
    if place["table"] is not None:
        out.append(("table",))
        if place["table"]:
            out.append(place["table"])
    out += list(place["subitems"])
    if place["sentence"]:
        out.append(("sentence", place["sentence"]))
    return out


def covers(outer, inner):
    out, inn = steps(outer), steps(inner)
    return inn[:len(out)] == out
