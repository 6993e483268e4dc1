"""References in law texts: 前条, 同条第二項, 第五条から第七条まで, and what they mean where they stand."""

import re

from operations.law_text import KIND_NAMES, NUMERAL, Reader, cite, number, parts_of, sign

UNITS = {"条": "article", "項": "paragraph", "号": "item", **KIND_NAMES}
UNIT = "[条項号編章節款目]"
DEPTH = {"this_law": 0, "supplement": 1, "schedule": 2, "part": 3, "chapter": 4, "section": 5,
         "subsection": 6, "division": 7, "article": 8, "paragraph": 9, "item": 10, "sign": 11, "words": 12}
WORDS = "各号列記以外の部分|ただし書|本文|前段|中段|後段"
LAWS = "法律|条例|規則|規程|政令|省令|府令|要綱|要領|告示|訓令"
NAME = r"[\u3400-\u9fff\uf900-\ufaff々〇ァ-ヺー―A-Za-z0-9Ａ-Ｚａ-ｚ０-９]"
PARTICLES = ("に関する", "に係る", "における", "に対する", "のための", "を図るための", "に伴う", "の")
ENDINGS = ("法", "法律", "令", "規則", "条例", "規程", "要綱", "要領", "定款", "規約", "告示", "条約", "協定", "議定書",
           "典範", "規範", "基準", "約款")
NO_LAWS = ("方法", "手法", "用法", "司法", "立法", "命令", "違法", "適法", "指令")
NUMBERED = ("法律", "令", "条例", "規則", "規程", "告示", "布告", "布達", "達", "発", "示", "号外")
JOINTS = ("及び", "又は", "並びに", "若しくは", "及ビ", "又ハ", "並ニ", "並", "及", "若ハ", "若クハ", "、", "・", "と")
NO_ITEMS = ("様式", "議案", "被保険者", "訴訟", "投票", "交付")


def step(text, first):
    """The step that a text begins with: (level, how, number), and its length."""
    match = re.match(f"第({NUMERAL})({UNIT})((?:[のノ]{NUMERAL})*)", text)
    if match and 1 <= number(match.group(1))[0] <= 9999:
        kind = UNITS[match.group(2)]
        branches = number(match.group(3))
        length = match.end()
        if kind == "paragraph" or branches[:1] == (1,):
            branches, length = (), match.start(3)
        behind = text[length:]
        if kind == "item" and behind.startswith(NO_ITEMS) or kind == "division" and behind.startswith("的"):
            return None
        return (kind, "number", number(match.group(1)) + branches), length
    match = re.match(f"別表(?:第({NUMERAL}(?:の{NUMERAL})*))?", text)
    if match:
        return ("schedule", "number", number(match.group(1)) if match.group(1) else None), match.end()
    match = re.match(WORDS, text)
    if match and not (first and text[0] in "前"):
        return ("words", match.group(0), None), match.end()
    if first:
        if text.startswith("次の各号"):
            return ("item", "each", None), 4
        match = re.match("前各([条項号])", text)
        if match:
            return (UNITS[match.group(1)], "all_before", None), 3
        match = re.match(f"([前次])({NUMERAL})?({UNIT})", text)
        if match:
            how = "before" if match.group(1) == "前" else "next"
            count = number(match.group(2))[0] if match.group(2) else 1
            return (UNITS[match.group(3)], how, count), match.end()
        match = re.match(f"同({UNIT})", text)
        if match:
            return (UNITS[match.group(1)], "same", None), 2
        match = re.match(f"(?:この|本|当該)({UNIT})(?!的)", text)
        if match and not text[match.start(1):].startswith(("条例", "項目")):
            return (UNITS[match.group(1)], "this", None), match.end()
        match = re.match(f"この(?:{LAWS})|本法|本(?:条例|規則)", text)
        if match:
            return ("this_law", "", None), match.end()
        if text.startswith("附則"):
            return ("supplement", "", None), 2
    match = re.match("各([項号])", text)
    if match:
        return (UNITS[match.group(1)], "each", None), 2
    return None


def chain(text, above=None):
    steps, at = [], 0
    while len(steps) < 12:
        last = steps[-1] if steps else None
        first = (above is None) if last is None else last[0] == "this_law"
        signs = last[0] in ("item", "sign") if last else bool(above and any(s[0] == "sign" for s in above))
        found = None
        if signs and sign(text[at:]):
            name, written = sign(text[at:])
            found = ("sign", name[2], None), len(written)
        found = found or step(text[at:], first)
        if not found:
            break
        (kind, how, _), length = found
        if last and not (DEPTH[last[0]] < DEPTH[kind] or last[0] == kind == "sign"):
            break
        if last and kind in UNITS.values() and how not in ("number", "each"):
            break
        if not last and kind == "words":
            return None
        steps.append(found[0])
        at += length
    return (steps, at) if steps else None


def law_before(text):
    while text.endswith(("）", ")")):
        depth, at = 0, len(text)
        while at:
            at -= 1
            depth += (text[at] in "）)") - (text[at] in "（(")
            if depth == 0:
                break
        if depth:
            return None
        text = text[:at]
    if not text.endswith(ENDINGS) or text.endswith(NO_LAWS):
        return None
    start = len(text)
    for _ in range(60):
        if start and re.match(NAME, text[start - 1]):
            start -= 1
            continue
        fits = [p for p in PARTICLES if text[:start].endswith(p)]
        if not fits:
            break
        start -= len(max(fits, key=len))
    name = text[start:]
    while name.startswith(PARTICLES):
        name = name[len(next(p for p in ("の",) + PARTICLES if name.startswith(p))):]
    return re.sub("^.*[条項号法]中", "", name) or None


def written(text):
    found, groups, quotes, at = [], [{"last": None, "host": None}], 0, 0
    while at < len(text):
        c = text[at]
        if c == "「":
            quotes += 1
        elif c == "」":
            quotes = max(0, quotes - 1)
        elif c in "（(":
            host = len(found) - 1 if found and found[-1]["end"] == at else None
            groups.append({"last": None, "host": host})
        elif c in "）)" and len(groups) > 1:
            groups.pop()
        elif c in "第前次同こ本当各附別":
            read = chain(text[at:])
            before = text[:at]
            if read and read[0][0][:2] == ("item", "number") and before.endswith(NUMBERED):
                read = None
            if read and (read[0][0][0] == "this_law" or read[0][0][1] == "this") and re.search(NAME + "$", before):
                read = None
            if read:
                steps, length = read
                end, to = at + length, None
                match = re.match("から|乃至", text[end:])
                if match:
                    rest = text[end + 2:]
                    tail = chain(rest, steps) or chain(rest)
                    until = "まで" if match.group(0) == "から" else ""
                    if tail and rest[tail[1]:].startswith(until):
                        to = tail[0]
                        end += 2 + tail[1] + len(until)
                group = groups[-1]
                joined = group["last"]
                if joined is not None:
                    between = text[found[joined]["end"]:at]
                    while re.search("[（(][^（）()]*[）)]", between):
                        between = re.sub("[（(][^（）()]*[）)]", "", between)
                    if between.startswith("、") and len(between) > 1:
                        between = between[1:]
                    if between not in JOINTS:
                        joined = None
                named = steps[0][0] in ("supplement", "schedule") or steps[0][1] == "number"
                found.append({"text": text[at:end], "end": end, "steps": steps, "to": to,
                              "law": law_before(before) if named else None, "quoted": quotes > 0,
                              "joined": joined, "host": group["host"]})
                group["last"] = len(found) - 1
                at = end
                continue
        at += 1
    return found


class Lost(Exception):
    """A reference without a target: (reason, law)."""


def holds(node, given):
    return node.number is not None and (
        node.number == given or bool(node.number_end and node.number < given <= node.number_end))


def child(base, kind, given):
    found = [c for c in base.children if c.kind == kind and holds(c, given)]
    return found[:1]


def articles(scope):
    return [node for node in scope.all() if node.kind == "article"]


def article(scope, given):
    if scope is None:
        return []
    exact = [node for node in articles(scope) if node.number == given]
    return (exact or [node for node in articles(scope) if holds(node, given)])[:1]


def scope_of(node):
    return node.up("main_provision") or node.up("supplement")


class Resolver:
    def __init__(self, root):
        self.root = root

    def top(self, kind, test=lambda node: True):
        return next((c for c in self.root.children if c.kind == kind and test(c)), None)

    def main(self):
        return self.top("main_provision")

    def supplement(self, own):
        return own.up("supplement") or self.top("supplement", lambda node: node.act is None)

    def each(self, base, kind):
        found = [c for c in base.children if c.kind == kind]
        if not found and kind == "item" and base.kind == "article":
            paragraph = next((c for c in base.children if c.kind == "paragraph"), None)
            return self.each(paragraph, kind) if paragraph else []
        return found

    def inside(self, given, base):
        kind, how, value = given
        if kind == "article" and how == "number":
            return article(self.main() if base is self.root else scope_of(base), value)
        if kind == "sign":
            return [c for c in base.children if c.kind == "subitem" and c.sign[2] == how]
        if kind == "supplement":
            return [node for node in [self.supplement(base)] if node]
        if kind == "schedule":
            return [node for node in [self.top("schedule", lambda n: n.number == value)] if node]
        if how == "each":
            return self.each(base, kind)
        if how == "number":
            base = (self.main() or base) if base is self.root else base
            found = child(base, kind, value)
            only = [c for c in base.children if c.kind == "paragraph"]
            if not found and kind == "item" and len(only) == 1:
                found = child(only[0], kind, value)
            return found
        return []

    def relative(self, kind, how, count, own):
        here = own.up(kind)
        if kind == "article":
            scope = scope_of(own)
            row = articles(scope) if scope else []
        elif here is not None:
            row = self.each(here.parent, kind)
        elif kind == "item" and own.up("paragraph"):
            row = self.each(own.up("paragraph"), kind)
        else:
            row = []
        place = row.index(here) if here in row else len(row)
        if here is not None and here not in row:
            return []
        if how == "all_before":
            return row[:place]
        if how == "before":
            return row[place - count:place] if place >= count else []
        return row[place + 1:place + 1 + count] if place + 1 + count <= len(row) else []

    def first(self, given, own, before, anchors):
        kind, how, value = given
        if kind == "this_law":
            return [self.root]
        if kind in ("supplement", "schedule"):
            return self.inside(given, own)
        if how == "same":
            if kind not in anchors:
                raise Lost("nothing_before", None)
            if isinstance(anchors[kind], tuple):
                raise Lost(*anchors[kind])
            return [anchors[kind]]
        if how == "this":
            return [node for node in [own.up(kind)] if node]
        if how == "each":
            base = own.up("paragraph" if kind == "item" else "article") or own.up("schedule")
            return self.each(base, kind) if base else []
        if how == "number":
            return self.numbered(kind, value, own, before)
        return self.relative(kind, how, value, own)

    def numbered(self, kind, value, own, before):
        if before and (kind == "article" or kind in before["kinds"]):
            if before["lost"] and before["lost"][0] in ("other_law", "amending_act"):
                raise Lost(*before["lost"])
            if before["targets"]:
                last = before["targets"][-1]
                if kind == "article":
                    base = scope_of(last) if "article" in before["kinds"] else None
                    if base and base.kind == "supplement" and "supplement" not in before["kinds"]:
                        base = None
                    if base:
                        return article(base, value)
                else:
                    same = last.up(kind)
                    if same:
                        return child(same.parent, kind, value)
        if kind == "article":
            supplement = own.up("supplement")
            if supplement and supplement.act:
                raise Lost("amending_act", None)
            return article(self.main(), value)
        if kind == "paragraph":
            paragraph = own.up("paragraph")
            base = own.up("article") or (paragraph.parent if paragraph else None)
        elif kind == "item":
            base = own.up("paragraph") or own.up("schedule")
        else:
            at = own.parent
            while at is not None:
                if (at.kind in KIND_NAMES.values() or at.kind == "main_provision") and child(at, kind, value):
                    return child(at, kind, value)
                at = at.parent
            base = self.main()
        return child(base, kind, value) if base else []

    def walk(self, steps, own, before, anchors):
        at = None
        for given in steps:
            if given[0] == "words":
                continue
            at = self.first(given, own, before, anchors) if at is None else [
                node for base in at for node in self.inside(given, base)]
            if not at:
                raise Lost("no_such_provision", None)
        return at

    def resolve(self, said, own, found, anchors):
        """The targets of a reference, or Lost."""
        if said["quoted"]:
            raise Lost("quoted", said["law"])
        if said["law"]:
            raise Lost("other_law", said["law"])
        before = found[said["joined"]] if said["joined"] is not None else None
        first = said["steps"][0]
        if before is None and said["host"] is not None and first[0] in ("paragraph", "item") and first[1] == "number":
            host = found[said["host"]]
            if host["lost"]:
                if host["lost"][0] in ("other_law", "amending_act"):
                    raise Lost(*host["lost"])
            else:
                at = host["targets"][-1:]
                for given in said["steps"]:
                    if given[0] != "words":
                        at = [node for base in at for node in self.inside(given, base)]
                if at:
                    return at
        start = self.walk(said["steps"], own, before, anchors)
        if said["to"] is None:
            return start
        return self.range(said, start[0], own)

    def range(self, said, start, own):
        to = said["to"]
        if to[0][0] == "sign":
            last = self.inside(to[0], start.parent)
        else:
            before = {"kinds": {s[0] for s in said["steps"]}, "targets": [start], "lost": None}
            last = self.walk(to, own, before if to[0][1] == "number" else None, {})
        if not last:
            raise Lost("no_such_provision", None)
        end = last[-1]
        order = [node for node in self.root.all()]
        if start.kind != end.kind or order.index(start) > order.index(end):
            raise Lost("no_such_provision", None)
        if start.kind == "article":
            return [node for node in order[order.index(start):order.index(end) + 1] if node.kind == "article"]
        if start.parent is not end.parent:
            raise Lost("no_such_provision", None)
        row = [c for c in start.parent.children if c.kind == start.kind]
        return row[row.index(start):row.index(end) + 1]


def shown(node, words):
    citation, exact = cite(node)
    return citation + (words or "") if citation and exact else None


def references(data):
    root = Reader(data["text"]).root
    resolver = Resolver(root)
    out = []
    for node in root.all():
        anchors = {}
        for parts, _ in zip(node.sentences, parts_of(node)):
            found = []
            for said in written("\n".join(parts)):
                entry = {"text": said["text"], "targets": [], "reason": None, "other_law": None}
                kinds = {s[0] for s in said["steps"]}
                targets, lost = [], None
                try:
                    targets = resolver.resolve(said, node, found, anchors)
                except Lost as reason:
                    lost = reason.args
                    entry["reason"], entry["other_law"] = lost
                joined = found[said["joined"]] if said["joined"] is not None else None
                head = said["steps"][0]
                if joined and head[1] == "number" and head[0] in UNITS.values() and (
                        head[0] == "article" or head[0] in joined["kinds"]):
                    kinds |= joined["kinds"]
                if not said["quoted"]:
                    for kind, *_ in said["steps"] + (said["to"] or []):
                        if kind in UNITS.values():
                            anchors.pop(kind, None)
                            if lost and lost[0] == "other_law":
                                anchors[kind] = lost
                            elif targets and targets[-1].up(kind):
                                anchors[kind] = targets[-1].up(kind)
                found.append({"kinds": kinds, "targets": targets, "lost": lost})
                words = None if said["to"] else next((s[1] for s in said["steps"] if s[0] == "words"), None)
                entry["targets"] = [shown(target, words) for target in targets]
                out.append({"at": cite(node)[0], **entry})
    return {"references": out}


OPERATIONS = {"analog-regs/references": references}
