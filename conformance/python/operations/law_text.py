"""Law texts: the tree of a plain text, the citation of each sentence, and what references mean.

Written from the description of the plain-text reader, with the standard library only.
"""

import re

BLANK = " \u3000\t\u00a0\r\n\ufeff\x0b\x0c"
KANJI = {c: i for i, c in enumerate("〇一二三四五六七八九")}
KANJI["零"] = 0
WIDE = {chr(0xFF10 + i): str(i) for i in range(10)}
NUMERAL = r"(?:[0-9０-９]+|[〇零一二三四五六七八九十百千]+)"
IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン"
END = r"(?=[ \u3000\t\u00a0]|$)"
KIND_NAMES = {"編": "part", "章": "chapter", "節": "section", "款": "subsection", "目": "division"}
RANKS = {"part": 2, "chapter": 3, "section": 4, "subsection": 5, "division": 6, "article": 7,
         "paragraph": 8, "item": 9}


def value(numeral):
    """The value of a numeral in digits or kanji."""
    text = "".join(WIDE.get(c, c) for c in numeral)
    if text.isascii() and text.isdigit():
        return int(text)
    if not any(c in "十百千" for c in text):
        return int("".join(str(KANJI[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in KANJI:
            digit = KANJI[c]
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[c]
            digit = 0
    return total + digit


def number(text):
    """'九条の三' or '9の3' as a tuple of parts."""
    return tuple(value(n) for n in re.findall(NUMERAL, text))


def show(parts):
    return "の".join(str(part) for part in parts)


class Node:
    def __init__(self, kind, parent):
        self.kind, self.parent, self.children = kind, parent, []
        self.label = self.heading = None
        self.number = self.number_end = self.sign = self.act = None
        self.sentences = []  # lists of texts, joined by line feeds
        if parent is not None:
            parent.children.append(self)

    def up(self, kind):
        node = self
        while node is not None and node.kind != kind:
            node = node.parent
        return node

    def all(self):
        yield self
        for child in self.children:
            yield from child.all()


def marker(line):
    """What a line begins with: (kind, label, details)."""
    branch = "(?:[のノ]" + NUMERAL + ")*"
    one = "第" + NUMERAL + "条" + branch
    link = "(?:から|及び|及ビ|及|乃至|～|〜|、|・)"
    match = re.match(f"({one})(?:{link}({one})(?:まで)?)?{END}", line)
    if match:
        return "article", match.group(0), (match.group(1), match.group(2))
    match = re.match(f"第{NUMERAL}([編章節款目]){branch}{END}", line)
    if match:
        return KIND_NAMES[match.group(1)], line, number(match.group(0))
    match = re.match(rf"附[{BLANK}]*則", line)
    if match and not line.startswith("附則別表"):
        rest = line[match.end():].strip(BLANK)
        if rest in ("", "抄"):
            return "supplement", match.group(0), None
        inner = re.fullmatch(rf"[(（](.*)[)）][{BLANK}]*抄?", rest)
        if inner:
            act = inner.group(1)
            named = "第" in act and "号" in act and "。" not in act
            return "supplement", match.group(0), act if named else None
        return "plain", "", None
    match = re.match(f"(?:附則)?別表(?:第({NUMERAL}(?:の{NUMERAL})*))?(?=[(（]|{END[3:-1]})", line)
    if match and "。" not in line[match.end():]:
        kind = "supplement_schedule" if line.startswith("附則") else "schedule"
        return kind, match.group(0), number(match.group(1)) if match.group(1) else None
    match = re.match(f"(?:別記第|別記様式|別記|様式|別紙|別図|書式)[0-9０-９〇零一二三四五六七八九十百第号の様式そ]*(?=[(（]|{END[3:-1]})", line)
    if match and "。" not in line[match.end():]:
        return "appendix", match.group(0), None
    if "".join(c for c in line if c not in BLANK) == "目次":
        return "contents", line, None
    match = re.match(f"備考{END}", line)
    if match:
        return "remarks", "備考", None
    if "①" <= line[0] <= "⑳":
        return "paragraph", line[0], (ord(line[0]) - ord("①") + 1,)
    gap = r"(?=[ \u3000\t\u00a0])"
    match = re.match(f"[0-9０-９]+(?:の{NUMERAL})*{gap}", line)
    if match:
        return "paragraph", match.group(0), number(match.group(0))
    kanji = "[〇零一二三四五六七八九十百千]+(?:の[〇零一二三四五六七八九十百千]+)*"
    match = re.match(f"({kanji}){gap}|({kanji}){link}({kanji})(?:まで)?{END}", line)
    if match:
        first = match.group(1) or match.group(2)
        return "item", match.group(0), (number(first), match.group(3) and number(match.group(3)), "kanji")
    match = re.match(rf"[(（]([0-9０-９]+(?:の[0-9０-９]+)*)[)）]{gap}", line)
    if match:
        return "item", match.group(0), (number(match.group(1)), None, "parenthesized")
    found = sign(line)
    if found and re.match(gap, line[len(found[1]):]):
        return "subitem", found[1], found[0]
    if re.fullmatch(r"[(（].*[)）]", line) and "。" not in line and closes_at_end(line):
        return "caption", line, None
    return "plain", "", None


def closes_at_end(line):
    depth = 0
    for at, c in enumerate(line):
        depth += (c in "(（") - (c in ")）")
        if depth == 0 and at + 1 < len(line):
            return False
    return depth == 0


def sign(line):
    """A subitem's sign: (kind, place) and its text."""
    c = line[:1]
    if c and c in IROHA:
        following = line[1:2]
        if following and ("ァ" <= following <= "ヺ" or following == "ー"):
            return None
        return ("kana", IROHA.index(c) + 1, c), c
    match = re.match(r"[(（]([^()（）]{1,8})[)）]", line)
    if not match:
        return None
    inner = "".join(chr(ord(x) - 0xFEE0) if "！" <= x <= "～" else x for x in match.group(1))
    if re.fullmatch(NUMERAL, inner):
        return ("number", value(inner), f"({value(inner)})"), match.group(0)
    if len(inner) == 1 and inner in IROHA:
        return ("inner", IROHA.index(inner) + 1, f"({inner})"), match.group(0)
    if re.fullmatch("x{0,3}(i{1,3}|iv|v|vi{1,3}|ix)?", inner):
        return ("roman", inner, f"({inner})"), match.group(0)
    return None


def split(line, depth):
    """The sentences of a line: (text, ended), and the open brackets behind it."""
    out, start = [], 0
    for at, c in enumerate(line):
        if c in "（(「『〔［【｛":
            depth += 1
        elif c in "）)」』〕］】｝":
            depth = max(0, depth - 1)
        elif c == "。" and depth == 0:
            out.append((line[start:at + 1].strip(BLANK), True))
            start = at + 1
    if line[start:].strip(BLANK):
        out.append((line[start:].strip(BLANK), False))
    return [part for part in out if part[0]], depth


def hiragana(text):
    return re.search("[ぁ-ゖ]", text) is not None


def is_law_number(line):
    text = line.strip("()（）〔〕")
    era = re.match("明治|大正|昭和|平成|令和", text) is not None
    numbered = text.endswith("号") and "第" in text
    short = len(text) <= 60 and "、" not in text and "。" not in text
    return short and (numbered or (era and text.endswith("日")))


class Reader:
    def __init__(self, text):
        self.root = Node("law", None)
        self.open = [(0, self.root)]
        self.caption = None
        self.titled = self.begun = False
        self.entries = []
        self.last, self.numbered, self.style = 0, False, None
        self.unended, self.depth = None, 0
        lines = [line.strip(BLANK) for line in text.split("\n")]
        self.articles_come = any(
            line.startswith("第") and marker(line)[0] in ("article", *KIND_NAMES.values())
            for line in lines if line)
        for line in text.split("\n"):
            self.line(line.strip(BLANK), line.rstrip("\r"))
        self.release()
        self.close(0)

    def here(self):
        return self.open[-1][1]

    def has(self, kind):
        return any(node.kind == kind for _, node in self.open)

    def region(self):
        return self.open[1][1].kind if len(self.open) > 1 else None

    def push(self, kind, rank):
        self.open.append((rank, Node(kind, self.here())))
        return self.here()

    def close(self, rank):
        self.end()
        while len(self.open) > 1 and self.open[-1][0] >= rank:
            self.open.pop()

    def end(self):
        if self.unended is not None:
            self.unended, self.depth = None, 0

    def release(self):
        if self.caption is not None:
            line, self.caption = self.caption, None
            if self.titled or self.begun:
                self.plain(line)
            else:
                self.close(1)

    def scope(self):
        self.last, self.numbered, self.style = 0, False, None

    def say(self, line):
        parts, self.depth = split(line, self.depth)
        for text, ended in parts:
            if self.unended is None:
                self.unended = []
                self.here().sentences.append(self.unended)
            self.unended.append(text)
            if ended:
                self.unended = None
        if self.unended is not None and self.depth == 0 and not hiragana(line):
            self.end()

    def line(self, line, whole):
        if not line:
            return
        if "\t" in line or ("\t" in whole and self.has("table")):
            self.release()
            self.row(whole.split("\t"))
            return
        kind, label, details = marker(line)
        if kind == "plain" and not self.begun and line.endswith("目次") and len(line) <= 40:
            kind, label = "contents", line
        if self.has("table"):
            self.close(100)
        if self.has("contents") and self.in_contents(line, kind):
            return
        if self.caption is not None and kind not in ("article", "paragraph") and not (
                kind == "plain" and self.begun):
            self.release()
        behind = self.region() in ("schedule", "supplement_schedule", "appendix")
        rest = line[len(label):]
        if kind in ("supplement", "schedule", "supplement_schedule", "appendix"):
            self.close(1)
            node = self.push(kind, 1)
            node.label, node.heading = label, rest.strip(BLANK) or None
            self.begun = True
            if kind == "supplement":
                node.act, self.titled = details, True
            elif kind != "appendix":
                node.number = details
            self.scope()
        elif kind == "contents":
            self.close(1)
            self.push("contents", 1).label = line
            self.titled = True
        elif kind in KIND_NAMES.values() and not behind:
            self.begin()
            self.close(RANKS[kind])
            node = self.push(kind, RANKS[kind])
            node.number, node.heading = details, line
            self.scope()
        elif kind == "article" and not behind:
            self.article(label, details, rest.strip(BLANK))
        elif kind == "paragraph" and not behind:
            self.paragraph(line, label, details, rest)
        elif kind == "paragraph":
            self.item(line, label, (details, None, "kanji"), rest)
        elif kind == "item" and (self.begun or behind):
            self.item(line, label, details, rest)
        elif kind == "subitem" and self.begun:
            self.subitem(line, label, details, rest)
        elif kind == "remarks" and self.begun:
            self.close(8 if behind else 9)
            self.push("remarks", 8 if behind else 9).label = label
            self.style = None
            self.say(rest)
        elif kind == "caption" and not behind and (self.begun or not is_law_number(line)):
            self.caption = line
        else:
            self.plain(line)

    def in_contents(self, line, kind):
        head = re.split(f"[{BLANK}]", line)[0]
        goes_on = (
            (kind in KIND_NAMES.values() and (not self.entries or self.entries[0] != head))
            or (kind in ("supplement", "schedule", "supplement_schedule", "appendix") and self.entries)
            or (kind == "plain" and "。" not in line)
            or (kind == "article" and line[-1] in ")）" and "。" not in line))
        if not goes_on:
            self.close(1)
            return False
        self.entries.append(head)
        Node("contents_entry", self.here())
        return True

    def begin(self):
        self.begun = self.titled = True
        if not (self.has("main_provision") or self.has("supplement")):
            self.close(1)
            self.push("main_provision", 1)
            self.scope()

    def take_caption(self):
        if self.caption is not None:
            self.here().heading, self.caption = self.caption, None

    def article(self, label, numbers, rest):
        self.begin()
        self.close(7)
        node = self.push("article", 7)
        node.number = number(numbers[0])
        node.number_end = number(numbers[1]) if numbers[1] else None
        self.scope()
        self.take_caption()
        node.label = label
        if not rest:
            return
        kind, inner, details = marker(rest)
        if kind == "paragraph" and details[0] == 1:
            self.paragraph(rest, inner, details, rest[len(inner):])
        else:
            self.next_paragraph(None)
            self.say(rest)

    def next_paragraph(self, given):
        self.close(8)
        node = self.push("paragraph", 8)
        node.number = given or (self.last + 1,)
        self.last, self.style = node.number[0], None

    def paragraph(self, line, label, given, rest):
        if self.open[-1][0] >= 9 and given[0] <= self.last:
            self.plain(line)
            return
        self.begin()
        self.next_paragraph(given)
        self.numbered = True
        self.take_caption()
        self.here().label = label
        self.say(rest)

    def item(self, line, label, details, rest):
        first, last, style = details
        if style == "parenthesized" and self.style == "kanji":
            self.subitem(line, label, ("number", first[0], f"({first[0]})"), rest)
            return
        holders = ("paragraph", "schedule", "supplement_schedule", "appendix", "remarks")
        if not any(self.has(kind) for kind in holders):
            self.begin()
            self.next_paragraph(None)
        in_remarks = self.open[-1][1].kind == "remarks" and self.open[-1][0] == 9
        self.close(10 if in_remarks else 9)
        self.style = style
        node = self.push("item", 9)
        node.number, node.number_end, node.label = first, last, label
        self.say(rest)

    def subitem(self, line, label, details, rest):
        if not any(8 <= rank < 100 for rank, _ in self.open):
            self.plain(line)
            return
        same = [rank for rank, node in self.open if node.sign and node.sign[0] == details[0]]
        rank = same[0] if same else max(self.open[-1][0], 9) + 1
        self.close(rank)
        node = self.push("subitem", rank)
        node.sign, node.label = details, label
        self.say(rest)

    def plain(self, line):
        if not self.begun:
            self.head(line)
            return
        if self.caption is not None:
            if self.region() == "supplement" or self.has("article"):
                self.next_paragraph(None)
                self.take_caption()
                self.say(line)
                return
            self.release()
        ends = line.endswith("。") or not hiragana(line)
        rank, node = self.open[-1]
        if node is self.root:
            self.begin()
            self.next_paragraph(None)
        elif 8 < rank < 100:
            if self.has("paragraph") and not self.numbered and ends and not (self.unended is not None and self.depth > 0):
                self.next_paragraph(None)
        elif node.kind == "paragraph":
            if self.unended is None and not self.numbered:
                self.next_paragraph(None)
        elif node.kind in ("article", "supplement", "main_provision"):
            self.next_paragraph(None)
        else:
            self.end()
        self.say(line)
        if rank < 7 and self.open[-1][0] == rank:
            self.end()

    def head(self, line):
        if is_law_number(line):
            if self.region() != "law_number":
                self.close(1)
                self.push("law_number", 1)
            return
        if not self.titled:
            self.titled = True
            self.close(1)
            self.push("title", 1).heading = line
            self.close(1)
            return
        if not self.articles_come:
            self.begin()
            self.plain(line)
            return
        if self.region() != "preamble":
            self.close(1)
            self.push("preamble", 1)
            self.scope()
        if self.unended is None:
            self.next_paragraph(None)
        self.say(line)

    def row(self, cells):
        self.end()
        if not self.has("table"):
            self.push("table", 100)
        row = Node("table_row", self.here())
        for cell in cells:
            node = Node("table_cell", row)
            self.open.append((101, node))
            if cell.strip(BLANK):
                self.say(cell.strip(BLANK))
            self.end()
            self.open.pop()


def only_paragraph(node):
    parent = node.parent
    if parent.kind == "article":
        if node.number[0] != 1:
            return False
    elif parent.kind != "supplement" or node.label is not None:
        return False
    return sum(child.kind == "paragraph" for child in parent.children) == 1


def act_text(act):
    """An act with half-width numerals before 年, 月, 日 and 号."""
    return re.sub(NUMERAL + "(?=[年月日号])", lambda m: str(value(m.group(0))), act)


def unit(node, word):
    parts = node.number
    return f"第{parts[0]}{word}" + "".join(f"の{part}" for part in parts[1:])


def cite(node):
    """The citation, and whether it names the node itself; None where nothing covers it."""
    path = []
    at = node
    while at is not None:
        path.append(at)
        at = at.parent
    path.reverse()
    text, exact, table = "", True, None
    base = None
    for at in path:
        if at.kind == "main_provision":
            base, text = at, ""
        elif at.kind == "supplement":
            base = at
            text = "附則" if at.act is None else f"改正附則（{act_text(at.act)}）"
        elif at.kind == "schedule":
            base = at
            text = "別表" + (f"第{show(at.number)}" if at.number else "")
        elif at.kind == "article":
            text += unit(at, "条")
        elif at.kind == "paragraph":
            if not only_paragraph(at):
                text += unit(at, "項")
        elif at.kind == "item":
            text += unit(at, "号")
        elif at.kind == "subitem":
            text += at.sign[2]
        elif at.kind == "table":
            table = at
            if base is not None and base.kind != "schedule":
                text += "の表"
            exact = at is node and base is not None and base.kind != "schedule"
        elif at.kind == "table_row":
            first = at.children[0].sentences
            label = first[0][0] if first and len(first) == 1 else ""
            if re.fullmatch(f"{NUMERAL}(?:の{NUMERAL})*", label):
                text += f"の{show(number(label))}の項"
                exact = at is node
            else:
                exact = False
        elif at.kind in ("table_cell", "remarks"):
            exact = False
            if at.kind == "remarks":
                break
        elif at.kind == "law":
            continue
        elif at.kind in KIND_NAMES.values():
            if at is node:
                exact = False
        else:
            return None, False
    if base is None or not text:
        return None, False
    return text, exact and node.kind != "main_provision"


PART_NAMES = {"main": "本文", "proviso": "ただし書", "first": "前段", "middle": "中段", "last": "後段"}


def parts_of(node):
    texts = ["\n".join(parts) for parts in node.sentences]
    if node.kind not in ("article", "paragraph", "item", "subitem") or len(texts) < 2:
        return [None] * len(texts)
    proviso = [text.startswith(("ただし", "但", "タダシ")) for text in texts]
    if any(proviso):
        return ["proviso" if flag else "main" for flag in proviso]
    return {2: ["first", "last"], 3: ["first", "middle", "last"]}.get(len(texts), [None] * len(texts))


def sentence_citations(data):
    root = Reader(data["text"]).root
    out = []
    for node in root.all():
        citation, exact = cite(node)
        for parts, part in zip(node.sentences, parts_of(node)):
            shown = citation
            if shown is not None and exact and part:
                shown += PART_NAMES[part]
            out.append({"citation": shown, "text": "\n".join(parts)})
    return {"sentences": out}


def tree(data):
    def walk(node, depth):
        yield {
            "depth": depth, "kind": node.kind, "label": node.label, "heading": node.heading,
            "number": show(node.number) if node.number else None,
            "number_end": show(node.number_end) if node.number_end else None,
            "sentences": len(node.sentences),
        }
        for child in node.children:
            yield from walk(child, depth + 1)
    return {"provisions": list(walk(Reader(data["text"]).root, 0))}


OPERATIONS = {
    "analog-regs/sentence_citations": sentence_citations,
    "analog-regs/tree": tree,
}
