"""A reader of XML that keeps where everything stands."""

import re
import xml.parsers.expat

BLANK = " \t\r\n"
START = (
    ":A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME = re.compile(f"[{START}][{START}0-9.\u00b7\u0300-\u036f\u203f-\u2040-]*")
NCNAME = re.compile(f"[{START[1:]}][{START[1:]}0-9.\u00b7\u0300-\u036f\u203f-\u2040-]*")
FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PREDEFINED = {"lt": "<", "gt": ">", "amp": "&", "apos": "'", "quot": '"'}
XML = "http://www.w3.org/XML/1998/namespace"
XMLNS = "http://www.w3.org/2000/xmlns/"
LIMITS = {"bytes": 1 << 30, "depth": 64, "items": 10_000_000, "text": 1 << 20}
DECLARATION = re.compile(
    r"""<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*("1\.[0-9]+"|'1\.[0-9]+')"""
    r"""([ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*("[A-Za-z][A-Za-z0-9._-]*"|'[A-Za-z][A-Za-z0-9._-]*'))?"""
    r"""([ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*("(yes|no)"|'(yes|no)'))?[ \t\r\n]*\?>"""
)


class Defect(Exception):
    """A defect at an offset."""

    def __init__(self, code, at):
        super().__init__(code)
        self.code, self.at = "markup." + code, at


def line_and_column(text, at):
    before = text[:at]
    if before.endswith("\r") and text[at : at + 1] == "\n":
        lines = re.split("\r\n|\r|\n", before[:-1])
        return len(lines), len(lines[-1]) + 2
    lines = re.split("\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1


class Reader:
    """Finds elements: dictionaries with spans, names, attributes, children."""

    def __init__(self, text, limits):
        self.text, self.limits = text, limits
        self.items = 1
        self.elements, self.open = [], []
        self.root = None
        self.doctype = False
        self.entities, self.elsewhere = set(), False

    def size(self, start, end):
        if len(self.text[start:end].encode("utf-8")) > self.limits["text"]:
            raise Defect("limit.text", start)

    def item(self, at):
        self.items += 1
        if self.items > self.limits["items"]:
            raise Defect("limit.items", at)

    def need(self, what, start, at):
        end = self.text.find(what, at)
        if end < 0:
            raise Defect("xml.unclosed_markup", start)
        return end + len(what)

    def blanks(self, at):
        while self.text[at : at + 1] and self.text[at] in BLANK:
            at += 1
        return at

    def read(self):
        text, at = self.text, 0
        if re.match(r"<\?xml(?![A-Za-z0-9._:-]|[^\x00-\x7f])", text):
            match = DECLARATION.match(text)
            if not match:
                raise Defect("xml.declaration_malformed", 0)
            at = match.end()
            self.item(0)
        while at < len(text):
            if text.startswith("</", at):
                at = self.end_tag(at)
            elif text.startswith("<?", at):
                at = self.leaf(at, self.instruction(at))
            elif text.startswith("<!--", at):
                at = self.leaf(at, self.comment(at))
            elif text.startswith("<![CDATA[", at):
                if not self.open:
                    raise Defect("xml.text_outside_root", at)
                end = self.leaf(at, self.need("]]>", at, at))
                self.open[-1]["children"].append(("cdata", at, end))
                at = end
            elif text.startswith("<!DOCTYPE", at):
                if self.doctype or self.root is not None:
                    raise Defect("xml.doctype_misplaced", at)
                end = self.read_doctype(at)
                self.doctype = True
                at = self.leaf(at, end)
            elif text.startswith("<!", at):
                raise Defect("xml.declaration_unknown", at)
            elif text[at] == "<":
                at = self.start_tag(at)
            else:
                at = self.run(at)
        if self.open:
            raise Defect("xml.unclosed_element", self.open[-1]["start"])
        if self.root is None:
            raise Defect("xml.no_root", len(text))

    def leaf(self, start, end):
        self.size(start, end)
        self.item(start)
        if self.open and not self.text.startswith("<![CDATA[", start):
            self.open[-1]["children"].append(("other", start, end))
        return end

    def comment(self, start):
        at = self.need("--", start, start + 4)
        if self.text[at : at + 1] == ">":
            return at + 1
        raise Defect("xml.hyphens_in_comment" if at < len(self.text) else "xml.unclosed_markup",
                     at - 2 if at < len(self.text) else start)

    def instruction(self, start):
        end = self.need("?>", start, start + 2)
        name = NAME.match(self.text, start + 2)
        target = name[0] if name else ""
        if target == "xml":
            raise Defect("xml.declaration_misplaced", start)
        behind = self.text[start + 2 + len(target)]
        if not target or target.lower() == "xml" or ":" in target or not (
            behind in BLANK or start + 2 + len(target) == end - 2
        ):
            raise Defect("xml.instruction_target", start + 2)
        return end

    def run(self, start):
        end = self.text.find("<", start)
        end = len(self.text) if end < 0 else end
        run = self.text[start:end]
        if not self.open:
            if run.strip(BLANK):
                raise Defect("xml.text_outside_root", end - len(run.lstrip(BLANK)))
            return end
        for mark in re.finditer("&|]]>", run):
            if mark[0] == "&":
                self.reference(start + mark.start())
            else:
                raise Defect("xml.cdata_end_in_text", start + mark.start())
        self.size(start, end)
        self.item(start)
        self.open[-1]["children"].append(("text", start, end))
        return end

    def reference(self, at):
        number = re.compile("&#(?:([0-9]+)|x([0-9a-fA-F]+));").match(self.text, at)
        if number:
            code = int(number[1]) if number[1] else int(number[2], 16)
            if code > 0x10FFFF or 0xD800 <= code < 0xE000 or FORBIDDEN.match(chr(code)):
                raise Defect("xml.character_reference", at)
            return
        name = NAME.match(self.text, at + 1)
        if not name or self.text[name.end() : name.end() + 1] != ";":
            raise Defect("xml.bare_ampersand", at)
        if name[0] not in PREDEFINED:
            known = self.elsewhere or name[0] in self.entities
            raise Defect("xml.entity_refused" if known else "xml.entity_undefined", at)

    def peek(self, start, at):
        if at >= len(self.text):
            raise Defect("xml.unclosed_markup", start)
        return self.text[at]

    def start_tag(self, start):
        self.peek(start, start + 1)
        match = NAME.match(self.text, start + 1)
        if not match:
            raise Defect("xml.name_malformed", start + 1)
        if not self.open and self.root is not None:
            raise Defect("xml.second_root", start)
        if len(self.open) >= self.limits["depth"]:
            raise Defect("limit.depth", start)
        self.item(start)
        element = {"start": start, "name": match[0], "attributes": [], "children": [], "scope": {}}
        at, single = match.end(), False
        while True:
            here = self.blanks(at)
            character = self.peek(start, here)
            if character == ">":
                break
            if character == "/":
                if self.peek(start, here + 1) != ">":
                    raise Defect("xml.tag_malformed", here)
                single, here = True, here + 1
                break
            if here == at:
                raise Defect("xml.blank_missing", here)
            at = self.attribute(start, at, here, element)
        element.update(open_end=here + 1, close=here + 1, end=here + 1, single=single)
        self.names(element)
        if self.open:
            self.open[-1]["children"].append(("element", element))
        self.root = self.root or element
        self.elements.append(element)
        if not single:
            self.open.append(element)
        return here + 1

    def attribute(self, tag, blank, start, element):
        match = NAME.match(self.text, start)
        if not match:
            raise Defect("xml.name_malformed", start)
        at = self.blanks(match.end())
        if self.peek(tag, at) != "=":
            raise Defect("xml.equals_missing", at)
        at = self.blanks(at + 1)
        quote = self.peek(tag, at)
        if quote not in "\"'":
            raise Defect("xml.quote_missing", at)
        end = at + 1
        while self.peek(tag, end) != quote:
            if self.text[end] == "<":
                raise Defect("xml.less_than_in_value", end)
            if self.text[end] == "&":
                self.reference(end)
            end += 1
        self.size(at + 1, end)
        self.item(start)
        element["attributes"].append(
            {"name": match[0], "start": start, "blank": blank, "value": (at + 1, end), "quote": quote}
        )
        return end + 1

    def names(self, element):
        """Namespaces, as the tag as a whole is sound."""
        outer = self.open[-1]["scope"] if self.open else {"": "", "xml": XML}
        scope = dict(outer)
        for attribute in element["attributes"]:
            name, at = attribute["name"], attribute["start"]
            if name != "xmlns" and not name.startswith("xmlns:"):
                continue
            prefix = name[6:]
            if name != "xmlns" and not NCNAME.fullmatch(prefix):
                raise Defect("namespace.name_malformed", at)
            uri = value_of(self.text[slice(*attribute["value"])])
            if prefix == "xmlns" or (uri == XML) != (prefix == "xml") or uri == XMLNS:
                raise Defect("namespace.reserved", at)
            if prefix and not uri:
                raise Defect("namespace.prefix_unbound", at)
            scope[prefix] = uri
        element["scope"] = scope
        element["expanded"] = self.expand(element["name"], element["start"] + 1, scope, True)
        seen = {}
        for attribute in element["attributes"]:
            name, at = attribute["name"], attribute["start"]
            attribute["expanded"] = self.expand(name, at, scope, False)
        for attribute in element["attributes"]:
            key = attribute["expanded"]
            if key in seen:
                same = seen[key] == attribute["name"]
                raise Defect("xml.duplicate_attribute" if same else "namespace.duplicate_attribute",
                             attribute["start"])
            seen[key] = attribute["name"]

    def expand(self, name, at, scope, is_element):
        if not is_element and (name == "xmlns" or name.startswith("xmlns:")):
            return XMLNS, name.removeprefix("xmlns:")
        parts = name.split(":")
        if len(parts) > 2 or not all(NCNAME.fullmatch(part) for part in parts):
            raise Defect("namespace.name_malformed", at)
        if len(parts) == 1:
            return (scope[""] if is_element else ""), name
        if parts[0] not in scope:
            raise Defect("namespace.prefix_undeclared", at)
        return scope[parts[0]], parts[1]

    def end_tag(self, start):
        self.peek(start, start + 2)
        match = NAME.match(self.text, start + 2)
        if not match:
            raise Defect("xml.name_malformed", start + 2)
        at = self.blanks(match.end())
        if self.peek(start, at) != ">":
            raise Defect("xml.tag_malformed", at)
        if not self.open:
            raise Defect("xml.end_tag_without_start", start)
        if self.open[-1]["name"] != match[0]:
            raise Defect("xml.end_tag_mismatch", start)
        self.open.pop().update(close=start, end=at + 1)
        return at + 1

    def read_doctype(self, start):
        at = start + 9
        here = self.blanks(at)
        self.peek(start, here)
        name = NAME.match(self.text, here)
        if here == at or not name:
            raise Defect("xml.doctype_malformed", here)
        at = self.blanks(name.end())
        for word, count in (("SYSTEM", 1), ("PUBLIC", 2)):
            if self.text.startswith(word, at):
                self.elsewhere = True
                at += 6
                for number in range(count):
                    quote = self.blanks(at)
                    if self.peek(start, quote) not in "\"'" or quote == at:
                        raise Defect("xml.doctype_malformed", quote)
                    at = self.need(self.text[quote], start, quote + 1)
                    wrong = re.search(r"[^ \r\na-zA-Z0-9'()+,./:=?;!*#@$_%-]", self.text[quote + 1 : at - 1])
                    if word == "PUBLIC" and number == 0 and wrong:
                        raise Defect("xml.doctype_malformed", quote + 1 + wrong.start())
                at = self.blanks(at)
                break
        if self.peek(start, at) == "[":
            at = self.blanks(self.subset(start, at + 1))
        if self.peek(start, at) != ">":
            raise Defect("xml.doctype_malformed", at)
        return at + 1

    def subset(self, start, at):
        while True:
            at = self.blanks(at)
            self.peek(start, at)
            parameter = re.compile("%" + NAME.pattern + ";").match(self.text, at)
            word = re.compile(r"<!(ENTITY|ELEMENT|ATTLIST|NOTATION)[ \t\r\n]*").match(self.text, at)
            if self.text[at] == "]":
                return at + 1
            if parameter:
                self.elsewhere = True
                at = parameter.end()
            elif self.text.startswith("<!--", at):
                at = self.comment(at)
            elif self.text.startswith("<?", at):
                at = self.instruction(at)
            elif word:
                begin, at = at, word.end()
                if word[0] == "<!" + word[1]:
                    raise Defect("xml.doctype_malformed", at)
                name = NAME.match(self.text, at)
                if word[1] == "ENTITY" and self.text[at : at + 1] != "%":
                    if not name:
                        raise Defect("xml.doctype_malformed", at)
                    self.entities.add(name[0])
                while self.peek(begin, at) != ">":
                    quoted = self.text[at] in "\"'"
                    at = self.need(self.text[at], begin, at + 1) if quoted else at + 1
                at += 1
            else:
                raise Defect("xml.doctype_malformed", at)


def value_of(raw):
    """An attribute's value: line ends, then blanks, then references."""
    return resolve(re.sub("[\t\n]", " ", re.sub("\r\n?", "\n", raw)))


def resolve(text):
    def meant(match):
        body = match[1]
        if body in PREDEFINED:
            return PREDEFINED[body]
        return chr(int(body[2:], 16) if body[1] == "x" else int(body[1:]))

    return re.sub("&([^;]*);", meant, text)


def parse(text, limits=None):
    reader = Reader(text, {**LIMITS, **(limits or {})})
    forbidden = FORBIDDEN.search(text)
    try:
        reader.read()
    except Defect as defect:
        if not forbidden or defect.at < forbidden.start():
            raise
    if forbidden:
        raise Defect("xml.forbidden_character", forbidden.start())
    return reader


def expat_accepts(data):
    parser = xml.parsers.expat.ParserCreate(namespace_separator="\n")
    try:
        parser.Parse(data, True)
    except xml.parsers.expat.ExpatError:
        return False
    return True


# What expat accepts although it is refused here: entities, limits, and names whose colons are wrong.
OURS = {"markup.xml.entity_refused", "markup.namespace.name_malformed"}
