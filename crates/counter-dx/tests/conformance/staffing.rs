//! Staffing plans.

use serde_json::json;
use tosei_conformance::Runner;
use tosei_counter_dx::staffing::StaffingRequest;

pub(crate) fn on(runner: Runner) -> Runner {
    runner.on("staffing_plan", |request: StaffingRequest| {
        let plan = request.plan().map_err(|error| error.code().to_owned())?;
        let quarters = plan.quarters.iter().map(|quarter| {
            json!({
                "quarter_hour": quarter.quarter_hour,
                "offered_load": format!("{:.8e}", quarter.offered_load),
                "counters": quarter.counters,
            })
        });
        let classes = plan.classes.iter().map(|class| {
            json!({
                "id": class.id, "quarter_hours": class.quarter_hours,
                "person_hundredths": class.person_hundredths, "yen": class.yen,
            })
        });
        Ok(json!({
            "quarters": quarters.collect::<Vec<_>>(),
            "quarter_hours": plan.quarter_hours,
            "missing_quarter_hours": plan.missing_quarter_hours,
            "classes": classes.collect::<Vec<_>>(),
        }))
    })
}
