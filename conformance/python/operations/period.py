"""Processing periods: what a cell of free text says about them, by regular expressions.

A text is first read as a dash, as a number, as one period, as periods of several cases; what is
left is judged by its last predicate. Nothing but a whole text counts.
"""

import re
import unicodedata
from fractions import Fraction

from refused import Refused

CODE = "types.period."
NOTES = [
    "full_width_digits", "kanji_numeral", "bare_month", "shared_unit", "added_units",
    "approximation_word", "in_principle", "may_vary", "counted_from_filing", "excludes_correction",
    "zero_length", "missing_unit", "dash_only", "mixed_statements", "bounds_out_of_order",
    "promptness_word", "indefinite_amount", "missing_amount", "counted_from_event",
    "absence_unclear", "unrecognised",
]
DASHES = "-‐‑‒–—―−ーｰ─━"
LIMIT = Fraction(1_000_000)

# Texts ----------------------------------------------------------------------------------------


def fold(text):
    """Full-width ASCII to half width, the ideographic space to a blank; nothing else."""
    table = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}
    table[0x3000] = 0x20
    return text.translate(table)


def is_space(character):
    return character in "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" or (
        "\u2000" <= character <= "\u200a"
    )


def squeeze(text):
    """Drops white space; one blank stays between two numerals, for 2 3日 is not 23 days."""
    spaced = "".join(" " if is_space(c) else c for c in text)
    numeral = "[0-9.〇零一壱二弐三参四五六七八九十拾百千]"
    spaced = re.sub(f"(?<={numeral}) +(?={numeral})", "\0", spaced)
    return spaced.replace(" ", "").replace("\0", " ")


def trim(text, more=""):
    start, end = 0, len(text)
    while start < end and (is_space(text[start]) or text[start] in more):
        start += 1
    while end > start and (is_space(text[end - 1]) or text[end - 1] in more):
        end -= 1
    return text[start:end]


# Amounts and lengths ----------------------------------------------------------------------------

KANJI = "〇零一壱二弐三参四五六七八九十拾百千万"
DIGIT = dict(zip("〇零一壱二弐三参四五六七八九", [0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8, 9]))
# 二三日 is two or three days, and might be 23.
PAIRS = {a + b for a in DIGIT for b in DIGIT if DIGIT[a] > 0 and DIGIT[b] == DIGIT[a] + 1}
NUMBER = rf"(?:[0-9]+(?:\.[0-9]+)?|[{KANJI}]+)"
UNIT_WORDS = {
    "business_day": ["営業日", "開庁日"],
    "calendar_day": ["暦日"],
    "month": ["か月", "カ月", "ヵ月", "ヶ月", "ケ月", "ｶ月", "ｹ月", "箇月", "個月", "月"],
    "hour": ["時間"],
    "week": ["週"],
    "day": ["日"],
    "year": ["箇年", "年"],
    "minute": ["分"],
}
WORD_UNIT = {word: unit for unit, words in UNIT_WORDS.items() for word in words}
UNIT = "(?:(?:" + "|".join(sorted(WORD_UNIT, key=len, reverse=True)) + ")間?)"
SAME = "(?:(?:即日|当日|即時)中?)"
LENGTH = rf"(?:{SAME}|半{UNIT}|{NUMBER}{UNIT}半?(?:と?{NUMBER}{UNIT})?)"


def kanji_value(text):
    """百二十三 by units, 一〇三 by place; None if the signs make no numeral."""
    if all(c in DIGIT for c in text):
        return int("".join(str(DIGIT[c]) for c in text))
    match = re.fullmatch(r"(?:(.+)万)?([^万]*)", text)
    if not match:
        return None
    total = 0
    for part, factor in ((match[1], 10_000), (match[2], 1)):
        if not part:
            continue
        if all(c in DIGIT for c in part) and (factor == 10_000 or len(part) == 1):
            total += int("".join(str(DIGIT[c]) for c in part)) * factor
            continue
        figures = "〇零一壱二弐三参四五六七八九"
        nonzero = figures[2:]
        by_units = re.fullmatch(
            rf"(?:([{nonzero}])?千)?(?:([{nonzero}])?百)?(?:([{nonzero}])?[十拾])?([{figures}])?", part
        )
        if not by_units:
            return None
        value = 0
        for group, sign, weight in ((1, "千", 1000), (2, "百", 100), (3, "十拾", 10)):
            if any(s in part for s in sign):
                value += (DIGIT[by_units[group]] if by_units[group] else 1) * weight
        if by_units[4]:
            value += DIGIT[by_units[4]]
        total += value * factor
    return total


def number(text):
    """The exact value of a numeral, or None if it is too large or too fine."""
    if text[0] in KANJI:
        value = kanji_value(text)
        if value is None or text in PAIRS:
            return None
        value = Fraction(value)
    else:
        value = Fraction(text)
    return value if value <= LIMIT and (value * 1000).denominator == 1 else None


def decimal(value):
    thousandths = int(value * 1000)
    whole, part = divmod(thousandths, 1000)
    return f"{whole}.{part:03}".rstrip("0") if part else str(whole)


def length(text, notes):
    """(amount, unit) of a whole text; (None, "same_day"); None if it is no length."""
    if re.fullmatch(SAME, text):
        return (None, "same_day")
    match = re.fullmatch(rf"半({UNIT})", text)
    if match:
        unit = WORD_UNIT[match[1].removesuffix("間") if match[1] not in WORD_UNIT else match[1]]
        return (Fraction(1, 2), unit) if unit in ("day", "month", "year") else None
    match = re.fullmatch(rf"({NUMBER})({UNIT})(半)?(?:と?({NUMBER})({UNIT}))?", text)
    if not match:
        return None
    value = number(match[1])
    if value is None:
        return None
    unit = unit_of(match[2])
    if match[1][0] in KANJI:
        notes.add("kanji_numeral")
    if match[2][0] == "月":
        notes.add("bare_month")
    if match[3]:
        value += Fraction(1, 2)
    if match[4]:
        smaller, small_unit = number(match[4]), unit_of(match[5])
        factor = {("year", "month"): 12, ("hour", "minute"): 60}.get((unit, small_unit))
        if factor is None or smaller is None or match[5][0] == "月":
            return None
        notes.add("added_units")
        value, unit = value * factor + smaller, small_unit
    return (value, unit) if value <= LIMIT else None


def unit_of(word):
    return WORD_UNIT[word if word in WORD_UNIT else word.removesuffix("間")]


# Bounds -----------------------------------------------------------------------------------------

SHORTEST = {"minute": 1, "hour": 60, "day": 1440, "calendar_day": 1440, "business_day": 1440,
            "week": 7 * 1440, "month": 28 * 1440, "year": 365 * 1440}
LONGEST = dict(SHORTEST, month=31 * 1440, year=366 * 1440)


def certainly_longer(one, other):
    """Whether `one` is longer, however months, years and closed days fall."""
    shortest = 0 if one[0] is None else one[0] * SHORTEST[one[1]]
    if other[0] is None:
        return shortest > 1440
    if other[1] == "business_day" and other[0]:
        return False
    return shortest > other[0] * LONGEST[other[1]]


def make(lower, upper, approximate):
    if lower and upper and certainly_longer(lower, upper):
        raise Refused(CODE + "bounds_out_of_order")
    if not lower and not upper:
        raise Refused(CODE + "no_bound")
    return (lower, upper, approximate)


APPROX_BEFORE = "おおむね|おおよそ|およそ|概ね|大体|目安|約|ほぼ"
MOST_BEFORE = "遅くとも|長くとも|最大|最長"
LEAST_BEFORE = "少なくとも|最短|最低|最小"
APPROX_AFTER = "を目途|を目処|を目安|が目安|程度|前後|くらい|ぐらい|ほど|目途|目処|目安|位"
MOST_AFTER = "以内|以下|まで"
LEAST_AFTER = "以上|以降"
BEFORE = f"(?:(?:{APPROX_BEFORE}|{MOST_BEFORE}|{LEAST_BEFORE})*)"
AFTER = f"(?:(?:{APPROX_AFTER}|{MOST_AFTER}|{LEAST_AFTER})*)"
SIGN = rf"(?:[~{re.escape(DASHES)}]|から|ないし|乃至)"


def has(words, text):
    return re.search(words, text) is not None


def bounds(text, notes):
    """A period between its bounds, or None; Refused if they are out of order."""
    match = re.fullmatch(rf"({BEFORE})~({BEFORE})({LENGTH})({AFTER})", text)
    if match:
        upper = length(match[3], notes)
        around = (match[2], match[4])
        if upper is None or has(LEAST_BEFORE, match[1] + match[2]) or has(LEAST_AFTER, match[4]):
            return None
        rough = has(APPROX_BEFORE, match[1] + match[2]) or has(APPROX_AFTER, around[1])
        return make(None, upper, rough)
    match = re.fullmatch(rf"({BEFORE})({LENGTH})({AFTER})(~?)", text)
    if match:
        only = length(match[2], notes)
        if only is None:
            return None
        most = has(MOST_BEFORE, match[1]) or has(MOST_AFTER, match[3])
        least = has(LEAST_BEFORE, match[1]) or has(LEAST_AFTER, match[3])
        rough = has(APPROX_BEFORE, match[1]) or has(APPROX_AFTER, match[3])
        if match[4]:
            return None if most else make(only, None, rough)
        if most and least:
            return None
        return make(None if most else only, None if least else only, rough)
    match = re.fullmatch(
        rf"({BEFORE})(?:({LENGTH})((?:{APPROX_AFTER})*)|({NUMBER})){SIGN}({BEFORE})({LENGTH})({AFTER})",
        text,
    )
    if not match:
        return None
    upper = length(match[6], notes)
    if upper is None or has(MOST_BEFORE, match[1]) or has(LEAST_BEFORE, match[5]) or has(
        LEAST_AFTER, match[7]
    ):
        return None
    if match[2]:
        lower = length(match[2], notes)
    else:
        value = number(match[4])
        if value is None or upper[0] is None or "added_units" in notes:
            return None
        lower = (value, upper[1])
        notes.add("shared_unit")
        if match[4][0] in KANJI:
            notes.add("kanji_numeral")
    if lower is None:
        return None
    rough = has(APPROX_BEFORE, match[1] + match[5]) or has(APPROX_AFTER, (match[3] or "") + match[7])
    return make(lower, upper, rough)


SUBJECT = "標準的な処理期間|標準的処理期間|標準処理期間|処理期間"
FILING = "申請書受理|申請受理|申請受付|申請日|申請書|申請|受付日|受付|受理日|受理|到達"
HEAD = re.compile(
    rf"(?:(?:{SUBJECT})(?:は|:|、)?)?"
    rf"(?P<filing>(?:{FILING})(?:してから|の日から|から|より|後)、?)?"
    r"(?P<principle>(?:原則として|原則)(?:、|,|は)?)?"
)
CLOSED_DAYS = {
    "土日祝日を除く", "土日祝日除く", "土日祝を除く", "土日祝除く", "土・日・祝日を除く", "土日・祝日を除く",
    "土曜日、日曜日及び祝日を除く", "閉庁日を除く", "休日を除く", "営業日", "開庁日", "執務日",
}


class Mixed(Exception):
    """A period and something that contradicts it."""


def period(text):
    """(period, notes) of a whole squeezed text, or None."""
    notes = set()
    head = HEAD.match(text)
    if head["filing"]:
        notes.add("counted_from_filing")
    if head["principle"]:
        notes.add("in_principle")
    rest, remark = text[head.end():], None
    if rest.endswith(")") and "(" in rest:
        rest, remark = rest[:-1].split("(", 1)
    rest = re.sub("(?:です|である)$", "", rest, count=1)
    found = bounds(rest, notes)
    if found is None:
        return None
    if remark is not None:
        found = remarked(found, remark, notes)
        if found is None:
            return None
    lower, upper, rough = found
    if rough:
        notes.add("approximation_word")
    if any(bound and bound[0] == 0 for bound in (lower, upper)):
        notes.add("zero_length")
    return found, notes


def remarked(found, remark, notes):
    wanted = "business_day" if remark in CLOSED_DAYS else "calendar_day" if remark == "暦日" else None
    if wanted:
        if any(bound and bound[1] not in ("day", wanted) for bound in found[:2]):
            return None
        return tuple(bound and (bound[0], wanted) for bound in found[:2]) + (found[2],)
    if "補正" in remark and remark.endswith(("除く", "含まない")):
        notes.add("excludes_correction")
        return found
    said = sentence(remark)
    if said == "case_by_case":
        notes.add("may_vary")
        return found
    if said:
        raise Mixed
    return None


# Several cases ------------------------------------------------------------------------------------

CASE_WORDS = ["新規", "変更", "更新", "継続", "休止", "廃止", "再開", "再交付", "当初", "初回", "通常",
              "個人", "法人"]


def is_condition(text):
    if text in CASE_WORDS:
        return True
    head = text.removesuffix("場合")
    alphabetic = all(
        unicodedata.category(c)[0] == "L" or unicodedata.category(c) == "Nl" for c in text
    )
    return (head != text and head != "" and "場合" not in head and alphabetic
            and len(text) <= 60 and fold(text) == text)


def several_cases(cases):
    """Checks a list of (condition, period)."""
    if len(cases) < 2:
        raise Refused(CODE + "too_few_cases")
    if len(cases) > 12:
        raise Refused(CODE + "too_many_cases")
    conditions = [condition for condition, _ in cases]
    if any(conditions) and (None in conditions[1:] or len(set(conditions)) < len(conditions)):
        raise Refused(CODE + "conditions_unclear")
    return cases


def one_case(text):
    condition = None
    if "場合は" in text:
        head, rest = text.split("場合は", 1)
        if is_condition(head + "場合"):
            condition, text = head + "場合", re.sub("^[、,]", "", rest)
    if condition is None:
        words = "|".join(CASE_WORDS)
        match = re.match(rf"(?:[(「【]({words})[)」】]|({words}))[:は]?", text)
        if match:
            condition, text = match[1] or match[2], text[match.end():]
    found = attempt(text)
    return found and ((condition, found[0]), found[1])


def attempt(text):
    try:
        return period(text)
    except (Refused, Mixed):
        return None


def together(parts, conditions_needed):
    found = [one_case(part) if conditions_needed else plain_case(part) for part in parts]
    if not found or None in found:
        return None
    try:
        cases = several_cases([case for case, _ in found])
    except Refused:
        return None
    if conditions_needed and not any(condition for condition, _ in cases):
        return None
    return cases, set().union(*(notes for _, notes in found))


def plain_case(text):
    found = attempt(text)
    return found and ((None, found[0]), found[1])


def cases_in(text):
    close = squeeze(text)
    for word in ("もしくは", "あるいは", "または", "若しくは", "或いは", "又は"):
        if word in close:
            found = together(close.split(word), False)
            if found:
                return found
            break
    listed = [part for part in re.split("[、,;/]", close) if part]
    spaced = "".join(" " if is_space(c) or c in "、,;/" else c for c in text).split(" ")
    found = together(listed, True) or together([part for part in spaced if part], True)
    if not found and close.endswith(")") and "(" in close:
        first, second = close[:-1].split("(", 1)
        second = re.sub("^(?:ただし|但し)?[、,]?", "", second)
        found = together([part for part in (first, second) if part], True)
    return found


# Sentences ----------------------------------------------------------------------------------------

NO = "(?:なし|無し|ない|無い)"
VERB_NOT_SET = (
    "(?:定められていない|定めていない|定めることができない|定められない|定めない|設定されていない|設定していない"
    "|設定することができない|設定できない|設定しない|設けていない|規定されていない|規定していない)"
)
RULE = "(?:規定|規程|定め|設定)"
MODIFIER = "(?:(?:法令上、|法令上の|法令上|特段の|特段|特に|明確な|具体的な|現時点で|、)*)"
PARTICLE = "(?:については|についての|は|を|の|が)?"
PERIOD_SUBJECT = rf"(?:(?:(?:{SUBJECT})(?:\(期限\))?{PARTICLE})|期間(?:の|は))"
CANNOT_ANSWER = (
    "(?:回答不可|回答困難|回答[はが]困難|回答すること[はが]困難|回答できない|未回答|記入不可|記入できない|記載不可"
    "|記載できない|空欄としている)$"
)
CANNOT_SHOW = "示すこと(?:は不可能|[はが]困難|ができない)$"
GROUNDS = "(?:事例|案件|事案|ケース|内容|程度|状況|申請者|手続|手続き|規模|難易度)"


def not_set_phrase(text):
    rule = rf"{MODIFIER}{PERIOD_SUBJECT}?{MODIFIER}(?:{VERB_NOT_SET}|{RULE}[はがの]?{NO})"
    none = rf"{MODIFIER}(?:{PERIOD_SUBJECT}{MODIFIER}(?:期間)?|期間)[はがの]?{NO}"
    return any(re.fullmatch(each, text) for each in (rule, none))


def none_set(text):
    named = rf"(?:標準的な処理期間|標準処理期間)(?:\(期限\))?"
    reason = rf".*(?:{named}|理由により(?:(?:{SUBJECT})(?:\(期限\))?)?){PARTICLE}{VERB_NOT_SET}"
    return not_set_phrase(text) or re.fullmatch(reason, text) is not None


def no_response(text):
    because = re.match("(?:届出|報告|通知)等?(?:であるため|のため|なので|のみで|につき)", text)
    rest = re.sub("^[、,]", "", text[because.end():] if because else text)
    if re.fullmatch(rf"(?:諾否の)?応答[はがを]?(?:{NO}|要しない|必要としない|不要)(?:手続き?)?", rest):
        return True
    if because and (re.fullmatch(f"対象外|不要|{NO}", rest) or none_set(rest)):
        return True
    return bool(re.search("届出(?:を以て|をもって)", text)) and text.endswith("処理期間を要しない")


def depends(text):
    if text.endswith("による"):
        return "、" not in text and has(f"{GROUNDS}による$", text)
    if has(f"{GROUNDS}によって変更$", text):
        return True
    if not has("により|によって|ごとに|毎に|ごとの", text):
        return False
    if has("(?:異なる|異なります|様々|まちまち|変動する|変動|変わる)$", text):
        return True
    refused = has(CANNOT_ANSWER, text) or has(CANNOT_SHOW, text)
    return refused and has("異なり|異なる|様々|まちまち|変動", text)


def sentence(text):
    """The class of one sentence by its last predicate, or None."""
    if text and all(c in DASHES for c in text):
        return "unknown"
    text = re.sub("(?:である|です|ため|ので|、|の)*$", "", text)
    if has("一部|場合は|以外は|ものは|除き|除いて", text):
        return None
    if no_response(text):
        return "no_response_due"
    if none_set(text):
        return "none_set"
    if has("(?:不明|把握していない|把握しておらず|把握しない|把握できない|把握できていない|把握困難|把握[がは]困難"
           "|把握が難しい|推計も困難|推計困難|調査中|集計中|確認中)$", text):
        return "unknown"
    if has("報告義務が[な無]い$", text) and has("地方|自治体|都道府県|市町村", text):
        return "unknown"
    if depends(text):
        return "case_by_case"
    if has(CANNOT_ANSWER, text) and not has("一概に|異なり|異なる|様々|まちまち|変動", text):
        return "unknown"
    return None


def names_a_length(text):
    return has(rf"即日|当日|即時|[0-9{KANJI[:-1]}]万?{UNIT}", text)


# The operations -----------------------------------------------------------------------------------


def classify(text):
    """(statement, notes) of a text that is not blank."""
    folded = trim(re.sub("[〜∼]", "~", fold(text)), "。")
    close = squeeze(folded)
    if close and all(c in DASHES for c in close):
        return {"class": "unknown"}, {"dash_only"}
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", close) and number(close) is not None:
        return {"class": "number_without_unit", "number": decimal(number(close))}, {"missing_unit"}
    why = None
    try:
        found = period(close)
        if found:
            return {"class": "stated", "period": wire_period(found[0])}, found[1]
    except Refused:
        why = "bounds_out_of_order"
    except Mixed:
        why = "mixed_statements"
    found = cases_in(folded)
    if found:
        cases = [wire_case(condition, value) for condition, value in found[0]]
        return {"class": "several", "cases": cases}, found[1]
    by_line = squeeze(re.sub("[\n\r]", ";", folded))
    classes = [sentence(part) for part in re.split("[。;]", by_line) if part]
    known = {each for each in classes if each}
    complete = ";" not in by_line or None not in classes
    if len(known) == 1 and classes[-1] and complete:
        if not names_a_length(close):
            return {"class": classes[-1]}, set()
        why = "mixed_statements"
    elif len(known) > 1:
        why = "mixed_statements"
    return {"class": "unread"}, {why or reason(close)}


def reason(text):
    if has("遅滞なく|速やかに|すみやかに|直ちに|あらかじめ|随時|適宜|適時", text):
        return "promptness_word"
    starts = re.finditer(rf"(?:から|後|起算して)({NUMBER}){UNIT}", text)
    if any(number(match[1]) is not None for match in starts):
        return "counted_from_event"
    if has(f"数{UNIT}", text):
        return "indefinite_amount"
    if re.fullmatch(f"{UNIT}+", text):
        return "missing_amount"
    if has("(?:なし|無し|ありません)$", text) or text in ("ない", "無い"):
        return "absence_unclear"
    return "unrecognised"


def period_reading(given):
    text = given["text"]
    if not trim(text):
        return None
    if len(text) > 2000:
        statement, notes = {"class": "unread"}, {"unrecognised"}
    else:
        statement, notes = classify(text)
    if has("[０-９]", text):
        notes = notes | {"full_width_digits"}
    ordered = [CODE + note for note in NOTES if note in notes]
    return {"statement": statement, "notes": ordered}


def wire_length(bound):
    amount, unit = bound
    return {"unit": unit} if amount is None else {"amount": decimal(amount), "unit": unit}


def wire_period(value):
    lower, upper, rough = value
    wire = {}
    if lower:
        wire["lower"] = wire_length(lower)
    if upper:
        wire["upper"] = wire_length(upper)
    wire["approximate"] = rough
    return wire


def wire_case(condition, value):
    case = {"condition": condition} if condition else {}
    return case | {"period": wire_period(value)}


LABEL = {"minute": "分", "hour": "時間", "day": "日", "business_day": "営業日", "calendar_day": "暦日",
         "week": "週間", "month": "か月", "year": "年"}


def shown_length(bound):
    amount, unit = bound
    return "即日" if amount is None else decimal(amount) + LABEL[unit]


def shown(value):
    lower, upper, rough = value
    if lower is None:
        text = shown_length(upper) + "以内"
    elif upper is None:
        text = shown_length(lower) + "以上"
    elif lower == upper:
        text = shown_length(lower)
    else:
        text = shown_length(lower) + "～" + shown_length(upper)
    return ("約" if rough else "") + text


def given_length(given):
    if given is None:
        return None
    amount = given.get("amount")
    if amount is not None:
        if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", amount):
            raise Refused(CODE + "amount_not_decimal")
        amount = Fraction(amount)
        if (amount * 1000).denominator != 1:
            raise Refused(CODE + "amount_too_fine")
        if amount > LIMIT:
            raise Refused(CODE + "amount_too_large")
    if given["unit"] == "same_day":
        if amount is not None:
            raise Refused(CODE + "same_day_with_amount")
    elif amount is None:
        raise Refused(CODE + "amount_missing")
    return (amount, given["unit"])


def period_value(given):
    lower, upper = given_length(given["lower"]), given_length(given["upper"])
    return shown(make(lower, upper, given["approximate"]))


def period_cases(given):
    cases = []
    for case in given["cases"]:
        condition = case.get("condition")
        if condition is not None and not is_condition(condition):
            raise Refused(CODE + "bad_condition")
        found = attempt(squeeze(trim(fold(case["period"]), "。")))
        if found is None:
            raise Refused(CODE + "not_a_period")
        cases.append((condition, found[0]))
    cases = several_cases(cases)
    conditioned = any(condition for condition, _ in cases)
    texts = []
    for condition, value in cases:
        link = "" if condition is None or condition in CASE_WORDS else "は"
        texts.append((condition or "") + link + shown(value))
    return ("、" if conditioned else "又は").join(texts)


def period_days(given):
    rule = given["conversion"]
    amount, unit = given_length(given["length"])
    days_per_unit = {
        "minute": Fraction(1, 1440),
        "hour": Fraction(1, 24),
        "day": Fraction(1),
        "calendar_day": Fraction(1),
        "business_day": Fraction(rule["days_per_five_business_days"], 5),
        "week": Fraction(rule["days_per_week"]),
        "month": Fraction(rule["days_per_month"]),
        "year": Fraction(rule["days_per_year"]),
    }
    days = Fraction(0) if amount is None else amount * days_per_unit[unit]
    hundredths = (days * 100 + Fraction(1, 2)) // 1
    return {
        "parts": int(days * 1_440_000),
        "days": f"{hundredths // 100}.{hundredths % 100:02}",
        "days_rounded_up": int(-(-days // 1)),
    }


OPERATIONS = {
    "types/period_reading": period_reading,
    "types/period_value": period_value,
    "types/period_cases": period_cases,
    "types/period_days": period_days,
}
