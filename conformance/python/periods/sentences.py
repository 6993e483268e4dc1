"""One period with what is remarked about it, and sentences that name none."""

import re

from periods.bounds import bounds, has
from periods.lengths import KANJI, NUMBER, UNIT, number
from periods.texts import DASHES

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
