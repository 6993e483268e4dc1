"""Markup: a slow, obvious reader of XML, values, edits, encodings. Standard library only.

Characters are looked at one by one. Wherever expat has an opinion, it is asked too, and must agree
on whether a text is a document.
"""

import xml.parsers.expat

from marked_up.edits import edit, escaped
from marked_up.reader import DECLARATION, Defect, OURS, expat_accepts, line_and_column, parse, value_of
from refused import Refused


def well_formed(given):
    text = given["text"]
    data = text.encode()
    try:
        reader = parse(text, given.get("limits"))
    except Defect as defect:
        line, column = line_and_column(text, defect.at)
        if defect.code not in OURS and not defect.code.startswith("markup.limit."):
            assert not expat_accepts(data), (text, defect.code)
        return {"defect": defect.code, "line": line, "column": column}
    assert expat_accepts(data) or given.get("newer_than_expat"), text
    found = []
    for element in reader.elements:
        line, column = line_and_column(text, element["start"])
        namespace, local = element["expanded"]
        found.append({"namespace": namespace, "name": local, "line": line, "column": column})
    return {"elements": found}


def attribute_value(given):
    """Wholly by expat."""
    values = []
    parser = xml.parsers.expat.ParserCreate()
    parser.buffer_text = True
    before, after = {"attribute": ('<a b="', '"/>'), "text": ("<a>", "</a>"),
                     "cdata": ("<a><![CDATA[", "]]></a>")}[given["slot"]]
    parser.StartElementHandler = lambda _, attributes: values.extend(attributes.values())
    parser.CharacterDataHandler = values.append
    parser.Parse((before + given["raw"] + after).encode(), True)
    return "".join(values)


CODECS = {
    "utf-8": ["utf-8", "utf8"], "iso-8859-1": ["iso-8859-1", "latin1"], "us-ascii": ["us-ascii", "ascii"],
    "windows-1252": ["windows-1252", "cp1252"],
    "shift_jis": ["shift_jis", "ms932", "cp932", "windows-31j", "sjis"],
    "utf-16le": ["utf-16le"], "utf-16be": ["utf-16be"], "utf-16": ["utf-16"],
}
PYTHON = {"iso-8859-1": "latin-1", "windows-1252": "cp1252", "shift_jis": "cp932", "us-ascii": "ascii"}
MARKS = {"utf-8": b"\xef\xbb\xbf", "utf-16le": b"\xff\xfe", "utf-16be": b"\xfe\xff"}


def decode(given):
    data = bytes.fromhex(given["hex"])
    actual, mark = None, b""
    for name, bom in MARKS.items():
        if data.startswith(bom):
            actual, mark = name, bom
    if not actual and data[:2] in (b"<\0", b"\0<"):
        actual = "utf-16le" if data[:1] == b"<" else "utf-16be"
    body = data[len(mark):]
    head = body.decode(actual if actual and actual != "utf-8" else "latin-1", "replace")
    declared = None
    if head.startswith("<?xml"):
        match = DECLARATION.match(head)
        if not match:
            raise Refused("markup.xml.declaration_malformed")
        declared = match[3] and match[3][1:-1].lower()
    if declared:
        declared = next((name for name, names in CODECS.items() if declared in names), None)
        if not declared:
            raise Refused("markup.encoding.unsupported")
        family = actual[:6] if actual else ""
        if actual and declared != actual and not (declared == "utf-16" and family == "utf-16"):
            raise Refused("markup.encoding.contradiction")
        if not actual and declared.startswith("utf-16"):
            raise Refused("markup.encoding.contradiction")
    encoding = actual or declared or "utf-8"
    codec = PYTHON.get(encoding, encoding)
    try:
        text = body.decode(codec)
    except UnicodeError:
        raise Refused("markup.encoding.invalid") from None
    root = parse(text).root
    out = {"encoding": encoding, "mark": bool(mark), "value": None, "written": None}
    value = next((a for a in root["attributes"] if a["name"] == "v"), None)
    if value:
        start, end = value["value"]
        out["value"] = value_of(text[start:end])
        if "set" in given:
            new = escaped(given["set"], value["quote"], codec)
            out["written"] = (mark + (text[:start] + new + text[end:]).encode(codec)).hex()
    return out


OPERATIONS = {
    "markup/well_formed": well_formed,
    "markup/attribute_value": attribute_value,
    "markup/edit": edit,
    "markup/decode": decode,
}
