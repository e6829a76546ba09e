//! The network: feeds and pages brought in, politely and only when the reader asks; the only room that knows it.
//!
//! Nothing that a server says names a path, a command or a setting. What comes in is handed back as articles, or kept
//! as plain Markdown files under names made of a slug and a hash.

mod address;
mod client;
mod desk;
mod discover;
mod file;
mod find;
mod full;
mod guid;
mod handmade;
mod hook;
mod import;
mod incoming;
mod keep;
mod round;
mod sign;
mod state;
mod stored;
mod subscription;

pub use address::{AddressError, Trust};
pub use client::{Answer, Client, FetchError, Limits, Page};
pub use desk::{Desk, DeskError, Progress, Round, SAVED};
pub use discover::feed_links;
pub use find::{FindError, FoundFeed, find_feed};
pub use full::{FullTextError, page};
pub use hook::{HandOn, Told, run_hook};
pub use import::{
    CacheCounts, CacheError, Deed, Journal, Kind, Left, NO_WEB, OpmlError, Taken, Urls, kite, newsboat_cache,
    newsboat_urls, opml, recognise,
};
pub use keep::{KeepError, Kept, Shelf};
pub use round::{Fetched, Outcome, fetch_all};
pub use state::{FeedState, States};
pub use subscription::{Subscription, SubscriptionError, Subscriptions};
