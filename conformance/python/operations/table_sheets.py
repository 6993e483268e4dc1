"""Sheets as offices have them: encodings, numbers as people write them, 〃, keys for comparing."""

import re
import unicodedata

MAX_COUNT = (1 << 53) - 1

# Encodings ------------------------------------------------------------------------------------

MARKS = [(b"\xef\xbb\xbf", "utf_8_with_mark"), (b"\xff\xfe", "utf_16_le_with_mark"),
         (b"\xfe\xff", "utf_16_be_with_mark")]


def utf_8(data):
    """Pieces of text and pieces of bytes that are no UTF-8, as Unicode recommends to cut them."""
    while data:
        try:
            yield data.decode()
            return
        except UnicodeDecodeError as error:
            yield data[:error.start].decode()
            yield data[error.start:error.end]
            data = data[error.end:]


def utf_16(data, order):
    units = [data[at:at + 2] for at in range(0, len(data), 2)]
    at = 0
    while at < len(units):
        for take in (1, 2):
            try:
                yield b"".join(units[at:at + take]).decode("utf-16-" + order)
                at += take
                break
            except UnicodeDecodeError:
                pass
        else:
            yield units[at]
            at += 1


def shift_jis(data, codec):
    """A first byte without a partner is undecodable alone if the next one is ASCII, else with it."""
    at = 0
    while at < len(data):
        first = data[at]
        if first <= 0x80:
            yield chr(first)
            at += 1
        elif 0xA1 <= first <= 0xDF:
            yield data[at:at + 1].decode("cp932")
            at += 1
        elif 0x81 <= first <= 0x9F or 0xE0 <= first <= 0xFC:
            pair = data[at:at + 2]
            try:
                # A single first byte is an error too.
                pair.decode(codec)
                yield pair.decode("cp932")
                at += 2
            except UnicodeDecodeError:
                known = codec != "cp932" and is_pair(pair)
                length = 1 if len(pair) == 2 and pair[1] < 0x80 and not known else len(pair)
                yield data[at:at + length]
                at += length
        else:
            yield data[at:at + 1]
            at += 1


def is_pair(pair):
    try:
        return len(pair.decode("cp932")) == 1
    except UnicodeDecodeError:
        return False


def pieces(data, encoding):
    for mark, name in MARKS:
        if name.removesuffix("_with_mark") == encoding.removesuffix("_with_mark"):
            data = data.removeprefix(mark)
    if encoding.startswith("utf_8"):
        return list(utf_8(data))
    if encoding.startswith("utf_16"):
        return list(utf_16(data, "le" if "_le" in encoding else "be"))
    return list(shift_jis(data, encoding))


def undecodable(data, encoding):
    return sum(isinstance(piece, bytes) for piece in pieces(data, encoding))


def is_text(data, order):
    try:
        text = data.decode("utf-16-" + order)
    except UnicodeDecodeError:
        return False
    return all(
        c in "\t\r\n" or unicodedata.category(c) != "Cc" and c not in "\ufffe\uffff" for c in text
    )


def detected(data):
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    if b"\0" in data and len(data) % 2 == 0:
        little, big = is_text(data, "le"), is_text(data, "be")
        if little and big:
            return "utf_16_le" if data[1::2].count(0) >= data[::2].count(0) else "utf_16_be"
        if little or big:
            return "utf_16_le" if little else "utf_16_be"
    if not undecodable(data, "utf_8"):
        return "utf_8"
    # Damaged UTF-8: four characters beyond ASCII for each piece that is none.
    beyond = sum(ord(c) > 127 for piece in utf_8(data) if isinstance(piece, str) for c in piece)
    if beyond >= 4 * undecodable(data, "utf_8"):
        return "utf_8"
    return "cp932" if undecodable(data, "shift_jis") else "shift_jis"


def encoding(given):
    data = bytes.fromhex(given["hex"])
    name = given.get("encoding") or detected(data)
    text, undecoded = "", []
    for piece in pieces(data, name):
        if isinstance(piece, bytes):
            undecoded.append({"after_characters": len(text), "hex": piece.hex()})
            text += "\ufffd"
        else:
            text += piece
    return {"encoding": name, "text": text, "undecoded": undecoded}


# Numbers --------------------------------------------------------------------------------------

DASH = "-‐‑‒–—―−ーｰ─━－"
DOT = "…‥・.。*/="
WORDS = set("不明 未集計 未把握 未定 未回答 非公表 非公開 把握なし 該当なし なし 無し 集計中 不詳".split())
ELSEWHERE = ("別紙", "別添", "別表", "別途", "別シート", "別冊")
ABOUT = "約|およそ|おおよそ|おおむね|概ね|凡そ|ほぼ|≒"
ROUGHLY = "程度|前後|くらい|ぐらい|ほど|余り|余|弱|強"
BESIDE = "年間|延べ|のべ|延|計"
UNIT = "件/年|世帯|件|人|名|回|通|枚|台|部|筆|冊|個|戸|社|者"
FIGURES = r"[0-9][0-9,、.]*"
KANJI = "[〇零一壱二弐三参四五六七八九十拾百千万]+"
NUMBER = rf"(?:{FIGURES}(?:[億万千百](?:{FIGURES})?)?|{KANJI})"
BELOW = {"<=": 0, "≦": 0, "≤": 0, "最大": 0, "<": 1, "未満": 1, "以下": 0, "以内": 0, "まで": 0}
ABOVE = {">=": 0, "≧": 0, "≥": 0, "最低": 0, "少なくとも": 0, ">": 1, "以上": 0, "から": 0, "超": 1,
         "超え": 1, "を超える": 1}
BEFORE_BOUND = "<=|>=|≦|≧|≤|≥|<|>|最大|最低|少なくとも"
BEHIND_BOUND = "未満|以下|以内|まで|以上|から|超え|超|を超える"


def figures(text):
    whole, point, fraction = text.partition(".")
    if point and not re.fullmatch("0+", fraction):
        return None
    if not re.fullmatch(r"[0-9]+|[1-9][0-9]{0,2}([,、][0-9]{3})+", whole):
        return None
    return int(re.sub("[,、]", "", whole))


def kanji(text):
    """百二十三 by units, 一二三 by places."""
    digits = {c: value for value, pair in enumerate(
        ["〇零", "一壱", "二弐", "三参", "四", "五", "六", "七", "八", "九"]) for c in pair}
    units = {"十": 10, "拾": 10, "百": 100, "千": 1000}

    def below(part):
        if all(c in digits for c in part):
            return int("".join(str(digits[c]) for c in part)) if part else 0
        total, digit, last = 0, None, 10_000
        for c in part:
            if c in digits:
                if digit is not None:
                    return None
                digit = digits[c]
            elif units[c] < last and digit != 0:
                total, digit, last = total + (1 if digit is None else digit) * units[c], None, units[c]
            else:
                return None
        return total + (digit or 0)

    head, man, tail = text.partition("万")
    if man and not head or "万" in tail:
        return None
    parts = [below(head), below(tail)]
    if None in parts or man and len(tail) > 1 and all(c in digits for c in tail):
        return None
    return parts[0] * 10_000 + parts[1] if man else parts[0]


def number(text):
    match = re.fullmatch(rf"({FIGURES})(?:([億万千百])({FIGURES})?)?", text)
    if not match:
        return kanji(text) or None
    value = figures(match[1])
    if value is None:
        return None
    if match[2]:
        unit = {"億": 100_000_000, "万": 10_000, "千": 1_000, "百": 100}[match[2]]
        rest = figures(match[3]) if match[3] else 0
        if rest is None or rest >= unit:
            return None
        value = value * unit + rest
    return value if value <= MAX_COUNT else None


def stated(text):
    """(kind, numbers, whether a unit stands with it), or None."""
    words = re.match(rf"(?:({BESIDE})?({ABOUT})?({BESIDE})?)", text)
    about = words[2] is not None
    unit = words[1] is not None or words[3] is not None
    rest = text[words.end():]
    match = re.fullmatch(
        rf"({BEFORE_BOUND})?({NUMBER})({UNIT})?(?:({ROUGHLY})|({BEHIND_BOUND})"
        rf"|(?:[~〜{re.escape(DASH)}]|から)({NUMBER})({UNIT})?(?:まで)?)?", rest)
    if not match:
        return None
    before, first, unit_1, roughly, behind, second, unit_2 = match.groups()
    unit = unit or bool(unit_1 or unit_2)
    value = number(first)
    if value is None or before and (about or roughly or behind or second):
        return None
    bound = before or behind
    if second:
        high = number(second)
        return None if high is None or high < value else ("bounds", (value, high), unit)
    if bound in BELOW:
        high = value - BELOW[bound]
        return None if high < 0 else ("bounds", (0, high), unit)
    if bound in ABOVE:
        low = value + ABOVE[bound]
        return None if low > MAX_COUNT else ("bounds", (low, None), unit)
    return "approximate" if about or roughly else "exact", (value,), unit


def stated_number(given):
    text = given["text"]
    folded = unicodedata.normalize("NFKC", text).strip()
    tight = "".join(folded.split())
    out = {"kind": "unread", "full_width": False, "unit": False}
    bare = tight.strip("()")
    if not tight:
        out["kind"] = "blank"
    elif set(tight) <= set(DASH) or set(tight) <= set(DOT):
        out["kind"] = "sign"
    elif bare in WORDS:
        out["kind"] = "word"
    elif bare.startswith(ELSEWHERE) or bare.endswith("参照"):
        out["kind"] = "see_elsewhere"
    elif not re.search(r"[0-9]\s+[0-9]", folded) and (found := stated(tight)):
        out["kind"], numbers, out["unit"] = found
        out["full_width"] = bool(re.search("[０-９]", text))
        if out["kind"] == "bounds":
            out["at_least"], out["at_most"] = numbers
        else:
            out["number"] = numbers[0]
    return out


# 〃 -------------------------------------------------------------------------------------------

SIGN = "同　上|同 上|同上|仝上|上同|〃|々|仝|″|\"|”|''"


def ditto(given):
    meant, resolved, unresolved, above = [], [], [], ""
    for at, cell in enumerate(given["cells"]):
        text = cell.strip()
        match = re.fullmatch(rf"(?:{SIGN})([（(・ 　〔［\[].*)?", text, re.DOTALL)
        only_signs = set("".join(unicodedata.normalize("NFKC", text).split())) == {"〃"}
        if match or only_signs:
            if above.strip():
                resolved.append(at)
                cell = above + ("" if only_signs else (match[1] or "").strip())
            else:
                unresolved.append(at)
        meant.append(cell)
        above = cell
    return {"meant": meant, "resolved": resolved, "unresolved": unresolved}


# Comparing ------------------------------------------------------------------------------------

SAME = str.maketrans({c: group[0] for group in ["~〜～", "-−－ー‐", "高髙", "○〇◯", "×✕╳"]
                      for c in group[1:]})


def comparison_key(given):
    return unicodedata.normalize("NFKC", given["text"]).translate(SAME)


OPERATIONS = {
    "table/encoding": encoding,
    "table/stated_number": stated_number,
    "table/ditto": ditto,
    "table/comparison_key": comparison_key,
}
