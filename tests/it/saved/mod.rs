//! Saved pages in the dresses of publishers and programs: the article kept, what stands around it gone, its boxes of
//! links known as pointers.

mod mixes;
mod odd;
mod papers;
mod programs;
mod report;
mod states;
mod systems;
mod tongues;
mod traps;
