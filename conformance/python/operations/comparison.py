"""Comparing two snapshots: which items are the same by which rule, and what differs."""

import json
from collections import Counter
from fractions import Fraction

LISTS = ["procedures", "processes", "touchpoints"]
KINDS = [
    "added", "abolished", "edition_added", "edition_ended", "new_edition", "split", "merged", "renamed", "id_changed",
    "transferred", "changed",
]


def key(name):
    folded = "".join(" " if c == "\u3000" else chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else c for c in name)
    return "".join(c for c in folded if not c.isspace() and c.isprintable())


def without_year(name):
    parts = key(name).split("年度")
    kept = ""
    for part in parts[:-1]:
        stem = part.rstrip("0123456789元一二三四五六七八九十〇")
        if stem == part:
            kept += part + "年度"
            continue
        for era in ("令和", "平成", "R", "H", "r", "h"):
            if stem.endswith(era):
                stem = stem[: -len(era)]
                break
        kept += stem
    return kept + parts[-1]


def law(procedure, what):
    basis = (procedure.get("legal_basis") or [{}])[0]
    return key(basis.get(what) or "")


def named(procedure):
    if not law(procedure, "title"):
        return None
    return (key(procedure["name"]), law(procedure, "title"), law(procedure, "number"), law(procedure, "provision"))


def bigrams(name):
    marked = "\x02" + key(name) + "\x03"
    return Counter(zip(marked, marked[1:]))


def likeness(one, other):
    one, other = bigrams(one), bigrams(other)
    return Fraction(2 * sum((one & other).values()), sum(one.values()) + sum(other.values()))


def band(score):
    return "high" if score >= Fraction(9, 10) else "middle" if score >= Fraction(7, 10) else "low"


class Board:
    def __init__(self, name, old, new, findings):
        self.name, self.old, self.new, self.findings = name, old, new, findings
        self.free_old, self.free_new = list(range(len(old))), list(range(len(new)))
        self.unclear = ([], [])
        self.pairs, self.groups, self.apart = [], [], set()

    def find(self, rule):
        self.findings[rule] = self.findings.get(rule, 0) + 1

    def pair(self, one, other, reason):
        if one not in self.free_old or other not in self.free_new or (one, other) in self.apart:
            return False
        self.free_old.remove(one)
        self.free_new.remove(other)
        self.pairs.append((one, other, reason))
        return True

    def group(self, ones, others, reason):
        if not set(ones) <= set(self.free_old) or not set(others) <= set(self.free_new):
            return False
        self.free_old = [at for at in self.free_old if at not in ones]
        self.free_new = [at for at in self.free_new if at not in others]
        self.groups.append((ones, others, reason))
        return True

    def leave(self, ones, others):
        self.free_old = [at for at in self.free_old if at not in ones]
        self.free_new = [at for at in self.free_new if at not in others]
        self.unclear[0].extend(ones)
        self.unclear[1].extend(others)

    def by(self, function):
        found = {}
        for side, positions, items in ((0, self.free_old, self.old), (1, self.free_new, self.new)):
            for at in positions:
                value = function(items[at], side)
                if value is not None:
                    found.setdefault(value, ([], []))[side].append(at)
        return {value: sides for value, sides in found.items() if sides[0] and sides[1]}

    def unique(self, function, reason, rule):
        for ones, others in self.by(function).values():
            if len(ones) == len(others) == 1:
                self.pair(ones[0], others[0], reason)
            else:
                self.find(rule)
                self.leave(ones, others)

    def corrections(self, said):
        for one in said:
            if one["list"] != self.name:
                continue
            sides, fits = [], True
            for side, items in (("earlier", self.old), ("later", self.new)):
                ids = one[side] if isinstance(one[side], list) else [one[side]]
                found = []
                for name in ids:
                    places = [at for at, item in enumerate(items) if item["id"] == name]
                    if len(places) == 1 and places[0] not in found:
                        found.append(places[0])
                    else:
                        fits = False
                        self.find("correction_ambiguous_id" if places else "correction_unknown_id")
                sides.append(found)
            if not fits:
                continue
            if one["say"] == "different":
                self.apart.add((sides[0][0], sides[1][0]))
            elif one["say"] == "same":
                if not self.pair(sides[0][0], sides[1][0], "correction"):
                    self.find("correction_conflict")
            elif not self.group(sides[0], sides[1], "correction"):
                self.find("correction_conflict")

    def ids(self):
        for ones, others in self.by(lambda item, _: item["id"]).values():
            if len(ones) == len(others) == 1:
                self.pair(ones[0], others[0], "id")
                continue
            content = lambda item: json.dumps(item, sort_keys=True)  # noqa: E731
            for one in list(ones):
                same = [at for at in others if at in self.free_new and content(self.new[at]) == content(self.old[one])]
                if same:
                    self.pair(one, same[0], "content")
            ones = [at for at in ones if at in self.free_old]
            others = [at for at in others if at in self.free_new]
            if len(ones) == len(others) == 1:
                self.pair(ones[0], others[0], "id")
            elif ones and others:
                self.find("ambiguous_id")
                self.leave(ones, others)


def by_year(board, ones, others):
    year = lambda items: lambda at: items[at]["series"]["fiscal_year"]  # noqa: E731
    for side, items in ((ones, board.old), (others, board.new)):
        if len({year(items)(at) for at in side}) < len(side):
            return
    ones = sorted(ones, key=year(board.old), reverse=True)
    others = sorted(others, key=year(board.new), reverse=True)
    for one, other in zip(ones, others):
        board.pair(one, other, "series")


def series(item):
    return (item.get("series") or {}).get("series")


def alike(board):
    scores = {
        (one, other): likeness(board.old[one]["name"], board.new[other]["name"])
        for one in board.free_old
        for other in board.free_new
        if law(board.old[one], "title") == law(board.new[other], "title") and (one, other) not in board.apart
    }
    for one in list(board.free_old):
        own = {other: score for (at, other), score in scores.items() if at == one}
        if not own:
            continue
        best = max(own.values())
        if band(best) == "low":
            continue
        other = next(at for at, score in own.items() if score == best)
        back = [score for (_, at), score in scores.items() if at == other]
        only = list(own.values()).count(best) == 1 and max(back) == best and back.count(best) == 1
        if not (only and band(best) == "high" and board.pair(one, other, "similarity")):
            board.find("possible_match" if only else "ambiguous_similar")


def match_procedures(board, said):
    board.corrections(said)
    board.ids()
    full = lambda item, _: (series(item), without_year(item["name"])) if series(item) else None  # noqa: E731
    for ones, others in board.by(full).values():
        by_year(board, ones, others)
    for ones, others in board.by(lambda item, _: series(item)).values():
        if len(ones) == len(others) == 1:
            by_year(board, ones, others)
        else:
            board.find("ambiguous_series")
            board.leave(ones, others)
    board.unique(lambda item, _: named(item), "name_and_law", "ambiguous_name")
    alike(board)


def match_processes(board, procedures, said):
    board.corrections(said)
    number = ({}, {})
    for at, (ones, others, _) in enumerate(procedures.groups):
        for one in ones:
            number[0][procedures.old[one]["id"]] = ("group", at)
        for other in others:
            number[1][procedures.new[other]["id"]] = ("group", at)
    of = lambda item, side: (number[side][item["procedure"]], item["kind"]) if item["procedure"] in number[side] else None  # noqa: E731
    for ones, others in board.by(of).values():
        if min(len(ones), len(others)) == 1 and max(len(ones), len(others)) > 1:
            board.group(ones, others, "procedure_and_kind")
    board.ids()
    for at, (one, other, _) in enumerate(procedures.pairs):
        number[0][procedures.old[one]["id"]] = ("pair", at)
        number[1][procedures.new[other]["id"]] = ("pair", at)
    board.unique(of, "procedure_and_kind", "ambiguous_process")


def owner(name, item, procedures):
    if name != "processes":
        return item.get("organisation")
    first = next((one for one in procedures if one["id"] == item["procedure"] and one.get("organisation")), {})
    return first.get("organisation")


def changes_of(board, given):
    old_all, new_all = given["earlier"].get("procedures", []), given["later"].get("procedures", [])
    found = []
    for one, other, reason in board.pairs:
        old, new = board.old[one], board.new[other]
        fields = sorted(k for k in set(old) | set(new) if k != "id" and old.get(k) != new.get(k))
        came, went = owner(board.name, old, old_all), owner(board.name, new, new_all)
        transfer = [came, went] if came and went and came != went else None
        kinds = []
        if series(old) and series(old) == series(new) and old["series"]["fiscal_year"] != new["series"]["fiscal_year"]:
            kinds.append("new_edition")
        elif old.get("name") != new.get("name"):
            kinds.append("renamed")
        if old["id"] != new["id"]:
            kinds.append("id_changed")
        if transfer:
            kinds.append("transferred")
        if set(fields) - {"name", "organisation", "series"} or (fields and not kinds):
            kinds.append("changed")
        if kinds:
            kinds.sort(key=KINDS.index)
            found.append([board.name, kinds, [old["id"]], [new["id"]], reason, fields, transfer])
    for ones, others, reason in board.groups:
        kind = "split" if len(ones) == 1 else "merged"
        ids = [sorted(board.old[at]["id"] for at in ones), sorted(board.new[at]["id"] for at in others)]
        found.append([board.name, [kind], *ids, reason, [], None])
    for at in board.free_old + board.unclear[0]:
        goes_on = series(board.old[at]) and any(series(item) == series(board.old[at]) for item in board.new)
        kind = "edition_ended" if goes_on else "abolished"
        found.append([board.name, [kind], [board.old[at]["id"]], [], None, [], None])
    for at in board.free_new + board.unclear[1]:
        went_on = series(board.new[at]) and any(series(item) == series(board.new[at]) for item in board.old)
        kind = "edition_added" if went_on else "added"
        found.append([board.name, [kind], [], [board.new[at]["id"]], None, [], None])
    return found


def compare(given):
    findings, said = {}, given.get("corrections", [])
    board = {
        name: Board(name, given["earlier"].get(name, []), given["later"].get(name, []), findings) for name in LISTS
    }
    match_procedures(board["procedures"], said)
    match_processes(board["processes"], board["procedures"], said)
    touchpoints = board["touchpoints"]
    touchpoints.corrections(said)
    touchpoints.ids()
    touchpoints.unique(lambda item, _: (item["kind"], key(item["name"])), "name", "ambiguous_name")
    changes = [change for name in LISTS for change in changes_of(board[name], given)]
    changes.sort(key=lambda change: (LISTS.index(change[0]), change[3], change[2]))
    return {"changes": changes, "findings": findings}


OPERATIONS = {"inventory/snapshot_comparison": compare}
