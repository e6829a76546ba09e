//! The reader on the screen. A message comes in, [`update`] changes the state and gives effects, [`view`] draws it;
//! only the effects act on the world, and only this module's terminal part knows the terminal.

mod deliver;
mod doc;
mod effect;
mod incoming;
mod kept;
mod keymap;
mod last;
mod layout;
mod message;
mod open;
mod outgoing;
mod page;
mod plain;
mod programs;
mod rooms;
mod run;
mod session;
mod state;
mod terminal;
mod theme;
mod update;
mod view;
mod words;

pub use effect::{Effect, Source, Workers};
pub use keymap::Keymap;
pub use message::{Answer, Message, PageId, Request, Saved, Ticket, Undone, Wanted};
pub use open::open;
pub use outgoing::Outgoing;
pub use programs::Programs;
pub use rooms::Rooms;
pub use run::{Opening, run};
pub use state::{Look, State};
pub use theme::{Glyphs, Ground, Theme, parse_colour};
pub use update::update;
pub use view::view;
