"""Who may see a field: the mark of the field, else of the nearest one above it, else the office alone."""

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


def of(crate):
    def visibility(given):
        marks = marks_of(crate, given["format"])
        found = {}
        for path in given["paths"]:
            above = path
            while above and above not in marks:
                above = above.rpartition("/")[0]
            found.setdefault(marks.get(above, "internal"), []).append(path)
        return {who: sorted(paths) for who, paths in sorted(found.items())}

    return visibility


OPERATIONS = {
    f"{crate}/visibility": of(crate)
    for crate in ("analog-regs", "bpr", "document", "inventory", "plan", "tosei")
}
