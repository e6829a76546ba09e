//! What leaves the reader, written out of the rooms: lists window by window, so that any length will do.

use std::io::Write;

use super::message::{Answer, Request, Wanted};
use super::outgoing::Outgoing;
use super::rooms::Rooms;
use crate::export::{self, Form, Statement};
use crate::library::{LibraryError, Narrowing};
use crate::model::{Window, Windowed};

/// Rows asked for at a time.
const STRIDE: usize = 500;

impl Rooms {
    /// Writes `what` in `form`.
    pub(super) fn deliver(&self, what: &Outgoing, form: Form, out: &mut dyn Write) -> Result<(), String> {
        let mut put = |words: String| out.write_all(words.as_bytes()).map_err(|why| why.to_string());
        match what {
            Outgoing::Quotes(scope, wanted) => {
                self.deliver_list(form, &mut put, wanted, |n, window| self.library.quotes(scope, n, window))
            }
            Outgoing::Positions(scope, wanted) => {
                self.deliver_list(form, &mut put, wanted, |n, window| self.library.positions(scope, n, window))
            }
            Outgoing::Story(id) => {
                let story = self.library.story(id).map_err(|why| why.to_string())?;
                put(export::story(&story.ok_or("This briefing is no longer in the library.")?, form))
            }
            Outgoing::Digest(scope, days) => {
                let request = Request::Digest { scope: scope.clone(), days: *days };
                match self.try_answer(&request) {
                    Ok(Answer::Digest(digest, _)) => put(export::digest(&digest, form)),
                    Err(failure) => Err(words(failure)),
                    Ok(other) => Err(words(other)),
                }
            }
        }
    }

    fn deliver_list<T: Statement>(
        &self,
        form: Form,
        put: &mut dyn FnMut(String) -> Result<(), String>,
        wanted: &Wanted,
        ask: impl Fn(&Narrowing, Window) -> Result<Windowed<T>, LibraryError>,
    ) -> Result<(), String> {
        let narrowing = self.narrowing(wanted).map_err(words)?;
        put(T::head(form))?;
        let mut from = 0;
        loop {
            let rows = ask(&narrowing, Window { from, count: STRIDE }).map_err(|why| why.to_string())?;
            rows.rows.iter().try_for_each(|row| put(row.entry(form)))?;
            from += STRIDE;
            if from >= rows.total {
                return Ok(());
            }
        }
    }
}

/// What went wrong, in one line.
fn words(failure: Answer) -> String {
    match failure {
        Answer::Failed(why) => why,
        Answer::WrongQuery(wrong) => wrong.to_string(),
        _ => "This could not be read.".to_owned(),
    }
}
