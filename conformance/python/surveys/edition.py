"""The edition of the survey, and texts as its cells have them."""

import json
import pathlib

from operations import table

DATA = pathlib.Path(__file__).resolve().parents[3] / "crates/inventory/data"
PREFIX = "inventory.survey."


def data(path):
    return json.loads((DATA / path).read_text(encoding="utf-8"))


EDITION = data("survey/r6.json")
COLUMNS = {column["key"]: column for column in EDITION["columns"]}
SEVERITY = {rule["code"]: rule["severity"] for rule in data("rules/survey.json")["rules"]}
KINDS = {kind["survey_code"]: kind["code"] for kind in data("codes/process_kinds.json")["kinds"]}
APPLICATIONS_ONLY = [
    "identification", "fee", "fee_payment", "fee_relief", "period_online", "period_offline",
    "form_fields", "attachments", "attachment_reduction", "attachment_submission",
    "attachment_signature", "attachment_format_rule",
]
FREE_TEXT = [
    "procedure_id", "ministry", "procedure_name", "law_name", "law_number", "article", "agency_name",
    "period_online", "period_offline", "system_application", "system_back_office",
]
COUNTS = {"total": "cases_total", "online": "cases_online", "offline": "cases_offline"}
BLANKS = table.WHITE_SPACE | {"\ufeff"}


def is_blank(text):
    return all(c in BLANKS for c in text)


def strip(text):
    return text.strip("".join(table.WHITE_SPACE))


def fold(text):
    return "".join(
        chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else " " if c == "\u3000" else c for c in text
    )
