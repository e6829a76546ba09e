//! Briefings out.
