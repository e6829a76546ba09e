//! What the splitter knows of the language and the world; word lists are data files beside the code or under `data/`.

pub mod abbreviation;
pub mod actor_key;
pub mod boilerplate;
pub mod calendar;
pub mod cue;
pub mod description;
pub mod firm;
pub mod fold;
pub mod form;
pub mod function_word;
pub mod gazetteer;
pub mod inflection;
pub mod key;
pub mod name_variants;
pub mod nation;
pub mod picture;
pub mod plain_word;
pub mod pointer;
pub mod stance;
pub mod starter;
pub mod stem;
pub mod vocabulary;
pub mod word_facts;
