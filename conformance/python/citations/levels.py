"""One place, read level by level."""

import re

from citations.numerals import fold, numeral
from citations.words import IROHA, KINDS, LEVELS, SENTENCES, UNITS
from citations.written import designation
from refused import Refused


def nowhere():
    return {"law": None, "division": ("main",), "article": None, "paragraph": None, "item": None,
            "table": None, "subitems": (), "sentence": None}


class Levels:
    """Reads levels from left to right, each below the one before."""

    def __init__(self, text, at, written, has_context=False):
        self.text, self.at, self.written, self.has_context = text, at, written, has_context
        self.place = nowhere()
        self.first = self.last = None
        self.repeats = None
        self.several = []

    def starts(self, *words):
        return next((word for word in words if self.text.startswith(word, self.at)), None)

    def take(self, *words):
        word = self.starts(*words)
        if word is not None:
            self.at += len(word)
        return word

    def reached(self, level):
        self.first = self.first or level
        self.last = level

    def above(self, level):
        return self.last is None or LEVELS.index(self.last) < LEVELS.index(level)

    def run(self):
        if self.written and self.has_context:
            word = self.take("同条", "同項", "同号")
            if word:
                self.repeats = {"条": "article", "項": "paragraph", "号": "item"}[word[1]]
                self.reached(self.repeats)
        while True:
            back = self.at
            if self.written and self.last:
                self.blanks()
                if match := re.compile(r"の[ \t\u3000]*").match(self.text, self.at):
                    after = match.end()
                    if self.text.startswith("第", after) or subitem_at(self.text, after):
                        self.at = after
            if not (self.division() or self.counted() or self.table() or self.subitem()
                    or self.sentence()):
                self.at = back
                return self
            if self.several:
                return self

    def blanks(self):
        while self.at < len(self.text) and self.text[self.at] in " \t\u3000":
            self.at += 1

    def number(self):
        found = numeral(self.text, self.at)
        if found is None:
            return None
        padded = fold(self.text[self.at]) in "0〇零"
        if not 1 <= found[0] <= 9999 or (padded and not self.written):
            raise Refused("types.citation.number_out_of_range")
        self.at = found[1]
        return found[0]

    def branches(self, parts):
        while self.starts("の", "ノ", "ﾉ"):
            back = self.at
            self.at += 1
            if numeral(self.text, self.at) is None:
                self.at = back
                return
            parts.append(self.number())
            if len(parts) > 6:
                raise Refused("types.citation.number_out_of_range")

    def division(self):
        if self.last:
            return False
        word = self.take(*KINDS)
        if word:
            act = None
            match = re.compile("[（(]([^（(）)「」\n\r]*)[）)]").match(self.text, self.at)
            if match and match.group(1).strip():
                act, self.at = designation(match.group(1).strip(), "half"), match.end()
            elif self.written and (match := re.compile("(?:明治|大正|昭和|平成|令和)[^（(）)「」\n\r]*?号").match(
                    self.text, self.at)):
                act, self.at = designation(match.group(), "half"), match.end()
            self.place["division"] = ("supplementary", KINDS[word], act)
        elif self.take("別表"):
            self.schedule()
        else:
            return False
        self.reached("division")
        return True

    def schedule(self):
        back, number, row = self.at, [], []
        if self.take("第") or self.written:
            if self.written:
                self.blanks()
            if numeral(self.text, self.at):
                number.append(self.number())
                self.branches(number)
                if self.starts("条", "項", "号"):
                    if len(number) > 1:
                        raise Refused("types.citation.ambiguous_branch")
                    number = []
            if not number:
                self.at = back
        rows, behind = list(number), self.at
        if not number:
            self.branches(rows)
        if len(rows) > min(len(number), 1) and self.take("の項"):
            row = rows[-1:]
            number = rows[:-1]
        else:
            self.at = behind
        self.place["division"] = ("schedule", tuple(number), tuple(row))

    def counted(self):
        back = self.at
        signed = self.take("第")
        if not signed and not self.written:
            return False
        if self.written:
            self.blanks()
        head = self.number()
        if head is None:
            self.at = back
            return False
        parts = [head]
        if self.written:
            self.branches(parts)
        unit = self.take("条", "項", "号")
        if unit is None:
            return self.list_of_numbers(parts, back)
        before = len(parts)
        self.branches(parts)
        if len(parts) > before:
            if unit == "条" and self.written:
                self.take("条")
            if self.starts("項", "号"):
                raise Refused("types.citation.ambiguous_branch")
        return self.set(unit, [(tuple(parts), None)], back)

    def list_of_numbers(self, parts, back):
        numbers = [[tuple(parts), None]]
        while self.written:
            unit = self.take("条", "項", "号")
            if unit:
                if len(numbers) == 1 and numbers[0][1] is None:
                    break
                return self.set(unit, [tuple(pair) for pair in numbers], back)
            self.blanks()
            ranged = self.take(*"～〜~-－―–—‐", "から")
            if not ranged and not self.take(*",、､・･，"):
                break
            self.blanks()
            self.take("第")
            head = self.number()
            if head is None:
                break
            parts = [head]
            self.branches(parts)
            if not ranged and len(numbers) < 100:
                numbers.append([tuple(parts), None])
            elif not ranged:
                break
            elif numbers[-1][1] is None:
                numbers[-1][1] = tuple(parts)
            else:
                break
        self.at = back
        return False

    def set(self, unit, numbers, back):
        level = next(level for level, sign in UNITS.items() if sign == unit)
        in_schedule = self.place["division"][0] == "schedule"
        if not self.above(level) or (in_schedule and level == "article"):
            self.at = back
            return False
        if any(last is not None and last <= first for first, last in numbers):
            raise Refused("types.citation.bad_range")
        if len(numbers) == 1 and numbers[0][1] is None:
            self.place[level] = numbers[0][0]
        else:
            self.several = numbers
        self.reached(level)
        return True

    def table(self):
        if self.last not in UNITS or self.place["division"][0] == "schedule":
            return False
        back = self.at
        if not (self.take("の表") or (self.written and self.take("表"))):
            return False
        row, behind = (), self.at
        if self.take("の", "ノ"):
            head = self.number()
            if head:
                parts = [head]
                self.branches(parts)
                if self.take("の項") or self.written:
                    row = ("row", tuple(parts))
        else:
            signed = self.take("第")
            head = self.number() if signed or self.written else None
            if head:
                parts = [head]
                if self.take("号"):
                    self.branches(parts)
                    row = ("item", tuple(parts))
                elif (self.written and self.take("項")) or not signed:
                    row = ("row", tuple(parts))
        if not row:
            self.at = behind
            if self.starts(*"示題面紙現記彰決明裏中") and not self.starts("中段"):
                self.at = back
                return False
        self.place["table"] = row
        self.reached("table")
        return True

    def subitem(self):
        in_schedule = self.place["division"][0] == "schedule"
        allowed = {None: self.has_context and self.written, "division": in_schedule,
                   "sentence": False}.get(self.last, True)
        found = subitem_at(self.text, self.at) if allowed else None
        if not found:
            return False
        before = self.place["subitems"]
        if len(before) >= 4 or (before and before[-1][0] == found[0][0]):
            return False
        self.place["subitems"] = before + (found[0],)
        self.at = found[1]
        self.reached("subitem")
        return True

    def sentence(self):
        if self.last == "sentence" or (self.last is None and not (self.has_context and self.written)):
            return False
        word = self.take(*sorted(SENTENCES, key=len, reverse=True))
        if not word:
            return False
        self.place["sentence"] = SENTENCES[word]
        self.reached("sentence")
        return True


def roman(number):
    return "x" * (number // 10) + ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"][number % 10]


def subitem_at(text, at):
    if at >= len(text):
        return None
    if text[at] in IROHA:
        return None if re.compile("[ァ-ヺー]").match(text, at + 1) else (("kana", text[at]), at + 1)
    if "⑴" <= text[at] <= "⒇":
        return ("number", str(ord(text[at]) - ord("⑴") + 1)), at + 1
    match = re.compile("[(（](.{1,7}?)[)）]").match(text, at)
    if not match:
        return None
    content = fold(match.group(1))
    value = numeral(content, 0)
    if value and value[1] == len(content) and value[0] > 0:
        return ("number", str(value[0])), match.end()
    if content in tuple(IROHA):
        return ("parenthesized_kana", content), match.end()
    if content in [roman(n) for n in range(1, 40)]:
        return ("roman", content), match.end()
    return None
