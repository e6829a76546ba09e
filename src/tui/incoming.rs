//! What the reader fetches: rounds and full texts in threads of their own, told of as they go.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::thread;

use super::message::Message;
use crate::fetch::{Desk, HandOn, Kept, Progress, Told, run_hook};
use crate::library::Library;

/// Where fetching reads and writes, and whether what it keeps is in the library that is open.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// The desk.
    pub desk: Desk,
    /// What was opened.
    pub sources: Vec<PathBuf>,
    /// The reader's own command after a fetch, and how it is given what came.
    pub after: (Vec<String>, HandOn),
}

impl Incoming {
    /// Begins a round through the feeds that are due; the open `library` takes in what each brings at once.
    pub fn fetch(&self, library: &Library, tell: &Sender<Message>) {
        let (desk, news, done) = (self.desk.clone(), tell.clone(), tell.clone());
        let elsewhere = self.elsewhere();
        let (command, hand_on) = self.after.clone();
        let library = library.clone();
        let round = desk.start_round(Vec::new(), move |progress| {
            if let Progress::Fetched(fetched) = &progress
                && !fetched.files.is_empty()
            {
                library.look_at(fetched.files.clone());
            }
            let _ = news.send(Message::Fetching(progress));
        });
        thread::spawn(move || {
            let ended = round.join().map_err(|_| "Fetching was broken off: a fault in dateline.".to_owned());
            let ended = ended.and_then(|ended| ended.map_err(|why| why.to_string()));
            let new = ended.as_ref().is_ok_and(|round| round.new > 0);
            let files = ended.as_ref().map(|round| round.files.clone()).unwrap_or_default();
            let _ = done.send(Message::Fetched(ended));
            if let Some(words) = elsewhere.filter(|_| new) {
                let _ = done.send(Message::Told(words));
            }
            if !files.is_empty()
                && let Err(why) = run_hook(&command, Told::Silently, |input| hand_on(&files, input))
            {
                let _ = done.send(Message::Failed(why));
            }
        });
    }

    /// Fetches the page at `url` and puts its text in the place of a shorter one in `file`.
    pub fn full_text(&self, file: String, url: String, library: &Library, tell: &Sender<Message>) {
        let (incoming, library, tell) = (self.clone(), library.clone(), tell.clone());
        thread::spawn(move || {
            let kept = incoming.desk.full_text(Path::new(&file), &url);
            if let Ok(Kept::New(path) | Kept::Updated(path)) = &kept {
                library.look_at(vec![path.clone()]);
            }
            let message = match kept {
                Ok(Kept::Same(_)) => Message::Told("The full text was here already.".to_owned()),
                Ok(Kept::New(path)) => {
                    let words = format!("The full text is an article of its own now: {}", path.display());
                    Message::Told(incoming.elsewhere().unwrap_or(words))
                }
                Ok(_) => Message::Told("The full text is here.".to_owned()),
                Err(why) => Message::Failed(format!("No full text: {why}.")),
            };
            let _ = tell.send(message);
        });
    }

    /// What to say where articles are kept that are not in what is open.
    fn elsewhere(&self) -> Option<String> {
        let absolute = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).ok();
        let kept = absolute(&self.desk.library);
        let within =
            |source: &PathBuf| kept.as_ref().zip(absolute(source)).is_some_and(|(kept, s)| kept.starts_with(s));
        let words = || format!("What came in is in {}, which is not open here.", self.desk.library.display());
        (!self.sources.iter().any(within)).then(words)
    }
}
