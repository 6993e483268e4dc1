//! The main job as its user meets it: right and wrong files, and what comes out.

mod fixtures;
mod html;
mod outputs;
mod real_survey;
mod shapes;
mod wrong_input;
