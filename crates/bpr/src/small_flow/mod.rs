//! 小さな書式: a flow as a person writes it in a short document or a table.
//!
//! A list of steps in order, each with who does it, by what medium and how long it takes. What comes next is the
//! step below, unless `next` names others; with probabilities it is a branch. Start, end and gateways are added.
//!
//! | key | what it says |
//! |---|---|
//! | `step` | the name of the step; the only key that must be there |
//! | `id` | its id; `s1`, `s2` and so on in order where it is absent |
//! | `who` | who does it: a lane |
//! | `kind`, `medium`, `marks` | 作業種別, 媒体 and 特記 by their codes or labels (`paper`, 紙) |
//! | `minutes` | 作業時間: minutes, or a text as [`TimeValue`](crate::TimeValue) reads it (`30`, `2h`, `10..30`); never days, because a working day has not the same hours everywhere |
//! | `waiting` | 待ち時間, the same, with days and weeks of the clock (`3d` is 72 hours) |
//! | `frequency`, `staff_class`, `cash_yen`, `enters`, `criteria` | as in the flow document |
//! | `next` | id or name of the next step, `end` (終了), or a list of branches: each an id or name, or `{to, probability, when}` |
//! | `split` | the kind of the gateway where there are several branches; `exclusive` if absent |
//! | `join` | the kind of a gateway before the step that joins branches; none if absent |
//!
//! A probability is a decimal, a fraction or a percentage (`0.8`, `4/5`, `80%`).

mod build;
mod error;
mod text;
mod wire;

pub use error::{SmallFlowError, StepProblem};
pub(crate) use text::{coded, probability};
pub use wire::{Branch, SmallFlow, SmallLane, SmallStep};

pub(crate) use error::shortened;

use crate::Flow;
use serde_json::value::RawValue;
use tosei_document::{Limits, Place};
use tosei_markup::{LineIndex, Position};

/// The `format` of a small document.
pub const SMALL_FLOW_FORMAT: &str = "tosei-small-flow";
/// The `format_version` that this crate reads.
pub const SMALL_FLOW_FORMAT_VERSION: u32 = 1;

/// Reads a small document in JSON as a flow.
///
/// # Errors
///
/// - [`SmallFlowError::TooLarge`] beyond the limit of bytes or items.
/// - [`SmallFlowError::Malformed`] with line and column if it is not JSON of the right shape.
/// - [`SmallFlowError::Format`] if it says that it is something else.
/// - [`SmallFlowError::Step`] with line and column of the first step that makes no sense.
/// - [`SmallFlowError::NoSteps`] without a step.
///
/// # Examples
///
/// ```
/// use tosei_bpr::small_flow::read_json;
/// use tosei_document::Limits;
///
/// let flow = read_json(r#"{"format": "tosei-small-flow", "format_version": 1, "id": "mihon", "fictional": true,
///   "steps": [
///     {"step": "受付", "who": "窓口", "medium": "紙", "minutes": 10, "waiting": "1d"},
///     {"step": "確認", "who": "審査担当", "minutes": "1/3h",
///      "next": [{"to": "決裁", "probability": "80%"}, {"to": "受付", "probability": 0.2, "when": "不備"}]},
///     {"step": "決裁", "who": "課長"}
///   ]}"#.as_bytes(), &Limits::default())?;
/// assert_eq!(flow.nodes.len(), 6); // a start, an end, three steps and one gateway
/// assert_eq!(flow.pools[0].lanes.len(), 3);
/// let error = read_json(b"{\"format\": \"tosei-small-flow\", \"format_version\": 1, \"id\": \"a\",\n \"steps\": [\n  {\"step\": \"x\", \"next\": \"y\"}]}", &Limits::default()).unwrap_err();
/// assert_eq!(error.to_string(), "line 3, column 3: the next step `y` is no step");
/// # Ok::<(), tosei_bpr::small_flow::SmallFlowError>(())
/// ```
pub fn read_json(bytes: &[u8], limits: &Limits) -> Result<Flow, SmallFlowError> {
    let text = utf8(bytes, limits)?;
    let document: Document<&RawValue> =
        serde_json::from_str(text).map_err(|error| malformed(&error, Position::START))?;
    let lines = LineIndex::new(text);
    let within = |step: &RawValue| {
        // A step is a part of the text, so that its place is the distance.
        let start = step
            .get()
            .as_ptr()
            .addr()
            .saturating_sub(text.as_ptr().addr());
        lines.position(text, start)
    };
    limited(document.steps.len(), limits)?;
    let (mut steps, mut places) = (Vec::new(), Vec::new());
    for step in &document.steps {
        let place = within(step);
        steps.push(serde_json::from_str(step.get()).map_err(|error| malformed(&error, place))?);
        places.push(place.place());
    }
    let small = document.with(steps)?;
    small.build(|step| places.get(step).cloned().unwrap_or(Place::Document))
}

fn utf8<'t>(bytes: &'t [u8], limits: &Limits) -> Result<&'t str, SmallFlowError> {
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.bytes {
        return Err(SmallFlowError::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let position = Position::of(&String::from_utf8_lossy(valid), valid.len());
        SmallFlowError::Malformed {
            place: position.place(),
            message: "the bytes are not UTF-8".to_owned(),
        }
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

pub(crate) fn limited(steps: usize, limits: &Limits) -> Result<(), SmallFlowError> {
    if u64::try_from(steps).unwrap_or(u64::MAX) > limits.items {
        return Err(SmallFlowError::TooLarge);
    }
    Ok(())
}

/// A document in UTF-8, within the limit of bytes.
#[cfg(feature = "yaml")]
pub(crate) fn document_text<'t>(
    bytes: &'t [u8],
    limits: &Limits,
) -> Result<&'t str, SmallFlowError> {
    utf8(bytes, limits)
}

fn malformed(error: &serde_json::Error, from: Position) -> SmallFlowError {
    let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let line = from
        .line
        .saturating_add(small(error.line()).saturating_sub(1));
    let column = small(error.column());
    let column = if error.line() <= 1 {
        from.column.saturating_add(column.saturating_sub(1))
    } else {
        column
    };
    // Without the place that the message of serde_json ends in.
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    SmallFlowError::Malformed {
        place: Position { line, column }.place(),
        message: shortened(message),
    }
}

pub(crate) use wire::Document;
