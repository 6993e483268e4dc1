//! The service over real HTTP: the program is started, asked, stopped and killed.

mod assessments;
mod client;
mod durability;
mod inventory;
mod limits;
mod openapi;
mod readme;
mod records;
mod running;
