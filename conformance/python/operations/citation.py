"""Legal citations: one place, their order, and table cells that name several.

A place is held as a plain dictionary; a number is a tuple (9, 3) for 9の3. The regular spelling is
read by `strict`, what people write in cells by `Cell`.
"""

import re
import unicodedata

from refused import Refused

UNITS = {"article": "条", "paragraph": "項", "item": "号"}
LEVELS = ["division", "article", "paragraph", "item", "table", "subitem", "sentence"]
IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
SENTENCES = {
    "各号列記以外の部分": "chapeau", "柱書き": "chapeau", "柱書": "chapeau", "本文": "main",
    "前段": "first", "中段": "middle", "後段": "last", "ただし書き": "proviso",
    "ただし書": "proviso", "但し書き": "proviso", "但し書": "proviso", "但書": "proviso",
}
SENTENCE_ORDER = ["chapeau", "main", "first", "middle", "last", "proviso"]
SENTENCE_WORDS = {"chapeau": "各号列記以外の部分", "main": "本文", "first": "前段",
                  "middle": "中段", "last": "後段", "proviso": "ただし書"}
BETWEEN = tuple("、,，､・･。/／～") + ("及び", "並びに", "又は", "若しくは", "から", "まで", "の", "等", "条", "項", "号", "附則",
                                       "本文", "ただし書", "前段", "後段")
REFERENCES = ("同条", "同項", "同号", "本文", "ただし書", "前段", "後段", "から", "まで", "等", "の")
KINDS = {"附則": "unstated", "制定附則": "original", "原始附則": "original", "改正附則": "amending"}
KIND_ORDER = ["unstated", "original", "amending"]
KIND_WORDS = {"unstated": "附則", "original": "制定附則", "amending": "改正附則"}
ENDINGS = tuple("法 法律 令 則 規範 条例 規程 要綱 要領 告示 号 典範 条約 議定書 協定 規約 約款 "
                "基準 指針 方針 通達 通知 内規".split())

# --- numerals ---------------------------------------------------------------------------------

DIGIT = "〇零一壱二弐三参四五六七八九"
VALUE = dict(zip(DIGIT, (0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9)))
ONE_TO_NINE = DIGIT[2:]
BELOW_MAN = f"(?:[{ONE_TO_NINE}]?千)?(?:[{ONE_TO_NINE}]?百)?(?:[{ONE_TO_NINE}]?[十拾])?[{DIGIT}]?"
ARABIC = re.compile("[0-9０-９]+")
WITH_UNITS = re.compile(f"(?=[{ONE_TO_NINE}]?[十拾百千]){BELOW_MAN}")
BY_PLACE = re.compile(f"[{DIGIT}]+")


def fold(text):
    return "".join(
        chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else " " if c == "\u3000" else c for c in text
    )


def numeral(text, at):
    """(value, end) of the numeral at `at`, or None."""
    if match := ARABIC.match(text, at):
        return int(fold(match.group())), match.end()
    if match := WITH_UNITS.match(text, at):
        total, digit = 0, None
        for sign in match.group():
            if sign in VALUE:
                digit = VALUE[sign]
            else:
                total += (1 if digit is None else digit) * {"千": 1000, "百": 100}.get(sign, 10)
                digit = None
        return total + (digit or 0), match.end()
    if match := BY_PLACE.match(text, at):
        return int("".join(str(VALUE[c]) for c in match.group())), match.end()
    return None


def kanji(number):
    out = ""
    for value, sign in ((1000, "千"), (100, "百"), (10, "十")):
        count, number = divmod(number, value)
        if count:
            out += ("" if count == 1 else "〇一二三四五六七八九"[count]) + sign
    return out + ("〇一二三四五六七八九"[number] if number else "")


# --- written forms ----------------------------------------------------------------------------


def say(number, style):
    return kanji(number) if style == "statute" else str(number)


def designation(text, style):
    """年, 月, 日 and 号 count in half-width numerals, or in kanji."""
    out, at = "", 0
    while at < len(text):
        found = numeral(text, at)
        if found and text[found[1]:found[1] + 1] in tuple("年月日号"):
            out += say(found[0], style)
            at = found[1]
        else:
            out += fold(text[at])
            at += 1
    return out


def subitem_text(subitem, style):
    kind, sign = subitem
    if kind == "kana":
        return sign
    return f"（{wide(sign)}）" if style == "statute" else f"({sign})"


def wide(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def tail_text(place, style="half"):
    def dotted(number):
        return "の".join(say(part, style) for part in number)

    def counted(number, unit):
        return f"第{say(number[0], style)}{unit}" + "".join(f"の{say(n, style)}" for n in number[1:])

    out = ""
    division = place["division"]
    if division[0] == "supplementary":
        out += KIND_WORDS[division[1]]
        if division[2] is not None:
            out += f"（{designation(division[2], style)}）"
    elif division[0] == "schedule":
        out += "別表"
        if division[1]:
            out += "第" + dotted(division[1])
        if division[2]:
            out += f"の{dotted(division[2])}の項"
    for level, unit in UNITS.items():
        if place[level]:
            out += counted(place[level], unit)
    if place["table"] is not None:
        out += "の表"
        if place["table"]:
            kind, number = place["table"]
            out += counted(number, "号") if kind == "item" else f"の{dotted(number)}の項"
    out += "".join(subitem_text(subitem, style) for subitem in place["subitems"])
    if place["sentence"]:
        out += SENTENCE_WORDS[place["sentence"]]
    return out


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


def usual_ending(law):
    """Whether it ends as names of laws do, and does not begin with a word that refers to a provision."""
    sign = subitem_at(law, 0)
    numbered = sign and (law[sign[1]:].startswith("第") or numeral(law, sign[1]) is not None)
    refers = law.startswith(REFERENCES) or numbered
    return law.endswith(ENDINGS) and not law.endswith("附則") and not refers and not ends_as_list(law)


def ends_as_list(law):
    """「イ、第1号」: what ends as a number of a law stands behind a sign or word between provisions."""
    if law.endswith("同号"):
        return True
    if not law.endswith("号") or "第" not in law:
        return False
    at = law.rindex("第")
    found = numeral(law, at + 1)
    if found is None or found[1] != len(law) - 1:
        return False
    return at == 0 or law[:at].endswith(BETWEEN)


# --- the levels of one place ------------------------------------------------------------------


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


# --- the regular spelling ---------------------------------------------------------------------


def whole(levels, law, text):
    if levels.at < len(text):
        raise Refused("types.citation.unexpected_text")
    place = dict(levels.place, law=law)
    if not is_place(place):
        raise Refused("types.citation.no_provision")
    return place


def is_place(place):
    """An article, paragraph or item in the main provisions; an item alone not under a law."""
    if place["division"][0] == "schedule":
        return place["article"] is None and place["table"] is None
    if place["division"][0] != "main":
        return True
    if place["article"] or place["paragraph"]:
        return True
    return bool(place["item"]) and place["law"] is None


def law_starts(text, at, written):
    """Where a provision may begin behind a law name that begins at `at`."""
    if text[at:at + 1] in ("(", "（"):
        return
    for position in range(at + 1, len(text)):
        if text[position - 1] in "\n\r;；「" or text[position] in "\n\r;；「":
            return
        if text[position] in "第附制原改別" or (written and numeral(text, position)):
            law = text[at:position]
            law = law.rstrip() if written else law
            if is_law_name(law):
                yield law, position


def is_law_name(law):
    controls = any(unicodedata.category(sign) == "Cc" for sign in law)
    return (0 < len(law) <= 300 and law == law.strip() and not controls
            and "「" not in law and "」" not in law)


def strict(text):
    if not text:
        raise Refused("types.citation.empty")
    if len(text) > 1000:
        raise Refused("types.citation.too_long")
    levels = Levels(text, 0, False).run()
    if levels.last:
        return whole(levels, None, text)
    close = text.find("」")
    if text.startswith("「") and is_law_name(text[1:max(close, 1)]):
        levels = Levels(text, close + 1, False).run()
        if not levels.last:
            raise Refused("types.citation.no_provision")
        return whole(levels, text[1:close], text)
    problems, unclear = [], False
    for law, at in law_starts(text, 0, False):
        levels = Levels(text, at, False)
        try:
            levels.run()
            if not levels.last:
                continue
            place = whole(levels, law, text)
        except Refused as refused:
            if usual_ending(law):
                problems.append((levels.at, len(problems), refused))
            continue
        if usual_ending(law):
            return place
        unclear = True
    if problems:
        raise max(problems, key=lambda problem: problem[:2])[2]
    raise Refused("types.citation.unclear_law" if unclear else "types.citation.no_provision")


# --- order and covering -----------------------------------------------------------------------


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


# --- cells ------------------------------------------------------------------------------------

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


# --- operations -------------------------------------------------------------------------------


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
