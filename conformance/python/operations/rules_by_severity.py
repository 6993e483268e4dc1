"""The rules of the catalogues in the crates' `data/rules`, by how grave a breach is."""

import json
import pathlib

from refused import Refused

CRATES = pathlib.Path(__file__).resolve().parents[3] / "crates"


def catalogues(crate):
    """The catalogues of one crate, by name."""
    found = {}
    for folder in (CRATES / crate, CRATES / "base" / crate):
        for path in sorted(folder.glob("data/rules/*.json")):
            document = json.loads(path.read_text(encoding="utf-8"))
            found[document["catalogue"]] = document["rules"]
    return found


def of(crate):
    def by_severity(given):
        rules = catalogues(crate).get(given["catalogue"])
        if rules is None:
            raise Refused("unknown_catalogue")
        found = {}
        for rule in rules:
            found.setdefault(rule["severity"], set()).add(rule["code"])
        return {severity: sorted(codes) for severity, codes in sorted(found.items())}

    return by_severity


OPERATIONS = {
    f"{crate}/rules_by_severity": of(crate)
    for crate in (
        "analog-regs",
        "bpr",
        "counter-dx",
        "criteria",
        "document",
        "inventory",
        "markup",
        "plan",
        "qos-model",
        "table",
        "tosei",
    )
}
