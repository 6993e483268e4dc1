"""Legal citations: one place, their order, and table cells that name several.

A place is held as a plain dictionary; a number is a tuple (9, 3) for 9の3. The regular spelling is
read by `strict`, what people write in cells by `Cell`.
"""

from citations.cells import Cell
from citations.names import usual_ending
from citations.order import covers, order
from citations.spelling import strict
from citations.words import UNITS
from citations.written import subitem_text, tail_text
from refused import Refused


def full_text(place, style="half"):
    tail = tail_text(place, style)
    law = place["law"]
    if law is None:
        return tail
    try:
        plain = usual_ending(law) and strict(law + tail) == place
    except Refused:
        plain = False
    if plain:  # also in a cell, where signs like イ may go on from the place before
        cell = Cell(f"第1条第1項第1号イ本文、{law}{tail}").run()
        plain = [entry["places"] for entry in cell.entries[1:]] == [[place]] and not cell.unread
    return (law if plain else f"「{law}」") + tail


def citation(given):
    place = strict(given["text"])
    return {
        "canonical": full_text(place),
        "statute": full_text(place, "statute"),
        "law": place["law"],
        "division": place["division"][0],
        **{level: list(place[level]) if place[level] else None for level in UNITS},
        "subitems": [subitem_text(subitem, "half") for subitem in place["subitems"]],
        "sentence": place["sentence"],
    }


def citation_order(given):
    return [full_text(place) for place in sorted(map(strict, given["texts"]), key=order)]


def citation_covers(given):
    return covers(strict(given["outer"]), strict(given["inner"]))


def citation_cell(given):
    cell = Cell(given["text"]).run()
    entries = []
    for entry in cell.entries:
        places = [full_text(place) for place in entry["places"]]
        said = dict(zip(("from", "to"), places)) if len(places) == 2 else {"place": places[0]}
        if entry["by"]:
            said["applied_by"] = full_text(entry["by"])
        if entry.get("others"):
            said["others"] = True
        entries.append(said)
    unread = [{"text": text, "byte_offset": at, "code": code} for text, at, code in cell.unread]
    return {"entries": entries, "unread": unread}


OPERATIONS = {
    "types/citation": citation,
    "types/citation_order": citation_order,
    "types/citation_covers": citation_covers,
    "types/citation_cell": citation_cell,
}
