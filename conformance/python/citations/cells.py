"""Table cells that name several places."""

import re

from citations.levels import Levels
from citations.names import usual_ending
from citations.order import covers, order
from citations.spelling import is_law_name, is_place, law_starts
from citations.words import LEVELS
from refused import Refused

SIGNS = "、,，､・･。/／;；"
WORDS = ("及び", "および", "及ヒ", "及", "並びに", "ならびに", "又は", "または", "若しくは",
         "もしくは", "並")
APPLIES = re.compile("(?:において|で)(?:読み替えて)?準用する|の規定(?:において|により)準用する|により準用する")
RANGE = re.compile("[ \t\u3000]*(?:[～〜~－―–—‐-]|から)[ \t\u3000]*")


class Cell:
    def __init__(self, text):
        self.text, self.at = text, 0
        self.before = self.by = None
        self.lost = None  # behind unread text: the lowest level a place must name
        self.entries, self.unread = [], []

    def run(self):
        if len(self.text) > 4000:
            self.unread.append((self.text, 0, "types.citation.too_long"))
            return self
        while True:
            self.separators()
            if self.at >= len(self.text):
                return self
            self.segment()

    def separators(self):
        while self.at < len(self.text):
            word = next((word for word in WORDS if self.text.startswith(word, self.at)), None)
            sign = self.text[self.at]
            if word:
                self.at += len(word)
                continue
            if not sign.isspace() and sign not in SIGNS:
                return
            if sign in SIGNS or sign in "\n\r":
                self.by = None
            if sign in ";；":
                self.before, self.lost = None, None
            self.at += 1

    def ends(self, at):
        rest = self.text[at:]
        return (not rest or rest[0].isspace() or rest[0] in SIGNS or rest[0] in "(（"
                or rest.startswith(WORDS))

    def segment(self):
        start = self.at
        try:
            found = self.entry(start, None)
        except Refused as refused:
            return self.keep(refused.code)
        if found is None:
            found = self.with_law(start)
            if found is None:
                back = self.text.startswith(("同条", "同項", "同号"), start)
                return self.keep("types.citation.no_context" if back
                                 else "types.citation.no_provision")
        entries, by, end = found
        self.entries += entries
        self.before = entries[-1]["places"][-1]
        self.by = by or self.by
        self.lost = None
        self.at = end
        if not self.ends(end):
            self.keep("types.citation.unexpected_text")

    def keep(self, code):
        start, end = self.at, None
        if self.text[start] in "(（":
            depth = 0
            for position in range(start, len(self.text)):
                depth += (self.text[position] in "(（") - (self.text[position] in ")）")
                if depth == 0:
                    end = position + 1
                    break
        else:
            in_supplementary = self.before and self.before["division"][0] == "supplementary"
            if self.lost != "division":
                self.lost = "division" if in_supplementary else "article"
            self.before = self.by = None
        if end is None:
            end = start + 1
            while end < len(self.text) and not (
                    self.text[end].isspace() or self.text[end] in SIGNS
                    or self.text.startswith(WORDS, end)):
                end += 1
        self.unread.append((self.text[start:end], len(self.text[:start].encode()), code))
        self.at = end

    def entry(self, at, law):
        found = self.places(at, law, self.before, True)
        if found is None:
            return None
        places, end = found
        by, entries = None, None
        if len(places) == 1 and len(places[0]) == 1:
            only = places[0][0]
            if match := APPLIES.match(self.text, end):
                inner = re.compile(r"[ \t\u3000]*").match(self.text, match.end()).end()
                target = self.places(inner, None, only, False) or self.places_with_law(inner)
                if target:
                    by, end = only, target[1]
                    entries = [{"places": place, "by": only} for place in target[0]]
            elif self.text[end:end + 1] in ("(", "（"):
                try:
                    target = self.places(end + 1, None, only, False)
                except Refused:
                    target = None
                close = target and re.compile("[のを]?準用[)）]").match(self.text, target[1])
                if close:
                    end = close.end()
                    entries = [{"places": place, "by": only} for place in target[0]]
        if entries is None:
            sticky = self.by if law is None else None
            entries = [{"places": place, "by": sticky} for place in places]
        if self.text[end:end + 1] == "等" and self.ends(end + 1):
            entries[-1]["others"] = True
            end += 1
        return entries, by, end

    def with_law(self, at):
        for law, position in self.laws(at):
            try:
                found = self.entry(position, law)
            except Refused:
                continue
            if found and self.ends(found[2]):
                return found
        return None

    def places_with_law(self, at):
        for law, position in self.laws(at):
            try:
                found = self.places(position, law, None, True)
            except Refused:
                continue
            if found and (self.ends(found[1])
                          or (self.text[found[1]] == "等" and self.ends(found[1] + 1))):
                return found
        return None

    def laws(self, at):
        match = re.compile(r"「([^」]+)」[ \t\u3000]*").match(self.text, at)
        if match and is_law_name(match.group(1)):
            yield match.group(1), match.end()
            return
        for law, position in law_starts(self.text, at, True):
            if usual_ending(law):
                yield law, position

    def places(self, at, law, before, as_list):
        """(list of [place] or [from, to], end)."""
        before = before if law is None else None
        levels = Levels(self.text, at, True, before is not None).run()
        if levels.last is None:
            return None
        too_low = self.lost and LEVELS.index(levels.first) > LEVELS.index(self.lost)
        if too_low and law is None and before is None:
            raise Refused("types.citation.no_context")
        found = located(levels, law, before, as_list)
        if found is None:
            back = levels.repeats or levels.first in ("subitem", "sentence")
            raise Refused("types.citation.no_context" if back else "types.citation.no_provision")
        if len(found) > 1 or len(found[0]) > 1:
            return found, levels.at
        start = found[0][0]
        match = RANGE.match(self.text, levels.at)
        if not match:
            return found, levels.at
        second = Levels(self.text, match.end(), True, True).run()
        goal = located(second, None, start, True) if second.last else None
        if not goal or len(goal) > 1 or len(goal[0]) > 1:
            return found, levels.at
        goal = goal[0][0]
        if not ranges(start, goal):
            raise Refused("types.citation.bad_range")
        end = second.at + (2 if self.text.startswith("まで", second.at) else 0)
        return [[start, goal]], end


def ranges(start, goal):
    left, right = start["division"], goal["division"]
    same = left == right or left[0] == right[0] == "schedule"
    return (same and start["law"] == goal["law"] and order(start) < order(goal)
            and not covers(start, goal))


def located(levels, law, before, as_list):
    place = dict(levels.place, law=law)
    if before is not None:
        place = taken_over(place, levels, before, as_list)
        if place is None:
            return None
    if not levels.several:
        return [[place]] if is_place(place) else None
    out = []
    for numbers in levels.several:
        pair = [dict(place, **{levels.last: n}) for n in numbers if n is not None]
        if not all(map(is_place, pair)) or (len(pair) == 2 and not ranges(*pair)):
            return None
        out.append(pair)
    return out


def taken_over(place, levels, before, as_list):
    place = dict(place, law=before["law"])
    if levels.repeats:
        if not before[levels.repeats]:
            return None
        upper = ["article", "paragraph", "item"]
        upper = upper[:upper.index(levels.repeats) + 1]
        return dict(place, division=before["division"], **{name: before[name] for name in upper})
    if levels.first == "division":
        return place
    if levels.first == "article":
        if as_list and before["division"][0] == "supplementary":
            place["division"] = before["division"]
        return place
    depth = LEVELS.index(levels.first)
    for name in ("division", "article", "paragraph", "item", "table"):
        if LEVELS.index(name) < depth:
            place[name] = before[name]
    if levels.first == "subitem":
        kinds = [kind for kind, _ in before["subitems"]]
        if place["subitems"][0][0] not in kinds:
            return None
        keep = kinds.index(place["subitems"][0][0])
        place["subitems"] = before["subitems"][:keep] + place["subitems"]
    if levels.first == "sentence":
        place["subitems"] = before["subitems"]
    return place
