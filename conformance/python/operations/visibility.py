"""Who may see a field: the mark of the field, else of the nearest one above it, else the office alone.

What is withheld as a whole, because nothing in it is public, is as strict as the strictest part of it.
"""

import json
import pathlib

from refused import Refused

CRATES = pathlib.Path(__file__).resolve().parents[3] / "crates"


def marks_of(crate, kind):
    """The marks of one kind of document, by path."""
    for folder in (CRATES / crate, CRATES / "base" / crate):
        for path in sorted(folder.glob("data/publication/*.json")):
            for document in json.loads(path.read_text(encoding="utf-8"))["documents"]:
                if document["format"] == kind:
                    return {one["path"]: one["visibility"] for one in document["fields"]}
    raise Refused("document.publish.no_marks")


ORDER = ["public", "internal", "personal"]


def who_sees(marks, path):
    """Walks down to the field, and stops where a whole part is withheld."""
    keys = path.split("/")[1:]
    seen = "internal"
    for depth in range(1, len(keys) + 1):
        here = "/" + "/".join(keys[:depth])
        seen = marks.get(here, seen)
        if depth == len(keys):
            return seen
        below = [mark for place, mark in marks.items() if place.startswith(here + "/")]
        if seen != "public" and "public" not in below:
            return max([seen, *below], key=ORDER.index)
    return seen


def of(crate):
    def visibility(given):
        marks = marks_of(crate, given["format"])
        found = {}
        for path in given["paths"]:
            found.setdefault(who_sees(marks, path), []).append(path)
        return {who: sorted(paths) for who, paths in sorted(found.items())}

    return visibility


OPERATIONS = {
    f"{crate}/visibility": of(crate)
    for crate in ("analog-regs", "bpr", "document", "inventory", "plan", "tosei")
}
