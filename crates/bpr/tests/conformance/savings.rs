//! `bpr/savings`.

use serde_json::{Value, json};
use tosei_bpr::savings::{SavingsAssumptions, savings};
use tosei_conformance::Runner;
use tosei_types::ExactFigure;

pub(crate) fn on(runner: Runner) -> Runner {
    runner.on("savings", |mut input: Value| {
        // A case is a document without its heading.
        input["format"] = json!("tosei-savings-assumptions");
        input["format_version"] = json!(1);
        let input: SavingsAssumptions = serde_json::from_value(input).unwrap();
        let result = savings(&input).map_err(|error| error.code().to_owned())?;
        let by_class: Vec<Value> = result
            .by_class
            .iter()
            .map(|of| {
                json!({"class": of.class, "hours": of.hours, "converted_yen": of.converted_yen})
            })
            .collect();
        let shown = |figure: &Option<ExactFigure>| figure.as_ref().map(|figure| figure.shown(0));
        Ok::<Value, String>(json!({
            "hours": result.hours, "people": result.people, "yen_per_hour": result.yen_per_hour,
            "converted_yen": result.converted_yen, "by_class": by_class, "cash_yen": result.cash_yen,
            "shown": {"hours": result.hours.shown(0), "people": result.people.shown(2),
                "yen_per_hour": shown(&result.yen_per_hour),
                "converted_yen": shown(&result.converted_yen)},
        }))
    })
}
