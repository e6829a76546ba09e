//! What the splitter knows of the language and the world; word lists are data files beside the code or under `data/`.

pub mod abbreviation;
pub mod boilerplate;
pub mod calendar;
pub mod function_word;
pub mod picture;
pub mod pointer;
pub mod starter;
