//! 人員の探索 (search for staff): the cheapest staffing that keeps the standard processing period.

mod grid;
