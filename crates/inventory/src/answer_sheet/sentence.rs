//! The sentence for the assembly.

use super::build::{AnswerContext, ZeroCounts};
use crate::forecast::day_in_words;
use crate::{RateResult, RateUnit, VolumeState};
use tosei_types::{Grouped, Label, Language, Rate};

pub(super) fn sentence(result: &RateResult, context: &AnswerContext) -> Label {
    Label::new(japanese(result, context), english(result, context))
}

fn japanese(result: &RateResult, context: &AnswerContext) -> String {
    let language = Language::Ja;
    let day = day_in_words(context.as_of, language);
    let body = context.body_name(language);
    let body = body.map_or_else(String::new, |body| format!("{body}の"));
    let label = &result.label().ja;
    let subject = match (result.unit(), context.volumes) {
        (RateUnit::Case, Some(volumes)) => {
            let state = match volumes.state {
                None | Some(VolumeState::Final) => String::new(),
                Some(state) => format!("（{}）", state.label(language)),
            };
            let year = volumes.fiscal_year.label_ja();
            format!("{day}時点の{body}手続について、{year}の件数{state}による「{label}」は、")
        }
        _ => format!("{day}時点で、{body}「{label}」は、"),
    };
    let rate = match result.rate() {
        Some(rate) if rate.denominator() > 0 => rate,
        Some(_) => return format!("{subject}対象がないため率を示せません。"),
        None => {
            let reason = result.no_rate().map_or("", |reason| reason.label(language));
            return format!("{subject}率を示せません（{reason}）。");
        }
    };
    let unit = match result.unit() {
        RateUnit::Process => "プロセス",
        RateUnit::Procedure => "手続",
        RateUnit::Touchpoint => "接点",
        RateUnit::Case => "件",
    };
    let (numerator, denominator) = (Grouped(rate.numerator()), Grouped(rate.denominator()));
    let counted = if result.unit() == RateUnit::Case {
        "件"
    } else {
        ""
    };
    let percent = said(rate, context, language);
    let interval = bounds(result, context, language).map_or_else(String::new, |(low, high)| {
        format!("（不明の内容により{low}から{high}まで）")
    });
    let zeros = if has_unsure_zeros(result, context) {
        "件数が0と記された行には、件数が不明のものが含まれている可能性があります。"
    } else {
        ""
    };
    format!(
        "{subject}{denominator}{unit}のうち{numerator}{counted}、{percent}です{interval}。{zeros}"
    )
}

fn english(result: &RateResult, context: &AnswerContext) -> String {
    let language = Language::En;
    let day = day_in_words(context.as_of, language);
    let body = context.body_name(language);
    let body = body.map_or_else(String::new, |body| format!(" of {body}"));
    let label = &result.label().en;
    let cases = match (result.unit(), context.volumes) {
        (RateUnit::Case, Some(volumes)) => {
            let state = match volumes.state {
                None | Some(VolumeState::Final) => String::new(),
                Some(state) => format!(" ({})", state.label(language)),
            };
            format!(
                " and by the cases of {}{state}",
                volumes.fiscal_year.label_en()
            )
        }
        _ => String::new(),
    };
    let subject = format!("As of {day}{cases}, `{label}`{body} ");
    let rate = match result.rate() {
        Some(rate) if rate.denominator() > 0 => rate,
        Some(_) => return format!("{subject}has no figure: the population is empty."),
        None => {
            let reason = result.no_rate().map_or("", |reason| reason.label(language));
            return format!("{subject}has no figure ({reason}).");
        }
    };
    let unit = result.unit().label(language);
    let (numerator, denominator) = (Grouped(rate.numerator()), Grouped(rate.denominator()));
    let percent = said(rate, context, language);
    let interval = bounds(result, context, language).map_or_else(String::new, |(low, high)| {
        format!(" (from {low} to {high}, as the unknown turn out)")
    });
    let zeros = if has_unsure_zeros(result, context) {
        " Rows that state 0 cases may be rows whose cases nobody counted."
    } else {
        ""
    };
    format!("{subject}is {numerator} of {denominator} {unit}, {percent}{interval}.{zeros}")
}

fn said(rate: &Rate, context: &AnswerContext, language: Language) -> String {
    let (numerator, denominator) = (rate.numerator(), rate.denominator());
    let said = context.rounding.said(numerator, denominator, language);
    said.unwrap_or_default()
}

fn bounds(
    result: &RateResult,
    context: &AnswerContext,
    language: Language,
) -> Option<(String, String)> {
    let (low, high) = (result.low()?, result.high()?);
    result.is_open().then(|| {
        let low = said(low, context, language);
        (low, said(high, context, language))
    })
}

pub(super) fn has_unsure_zeros(result: &RateResult, context: &AnswerContext) -> bool {
    result.unit() == RateUnit::Case && context.zeros == ZeroCounts::MayBeUnknown
}
