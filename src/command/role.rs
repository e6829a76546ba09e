//! What a stretch of the screen is: named in `config.toml`, given its colour by the theme.

/// Declares the roles with the names that `config.toml` uses.
macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident = $name:literal,)+) => {
        /// What a stretch of the screen is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Role { $($(#[$doc])* $role,)+ }

        impl Role {
            /// Every role.
            pub const ALL: &'static [Role] = &[$(Role::$role,)+];

            /// The name that `config.toml` uses.
            pub fn name(self) -> &'static str {
                match self { $(Role::$role => $name,)+ }
            }

            /// The role called `name`.
            pub fn named(name: &str) -> Option<Role> {
                Self::ALL.iter().copied().find(|role| role.name() == name)
            }
        }
    };
}

roles! {
    /// Running text.
    Text = "text",
    /// The headline on top of a page.
    Headline = "headline",
    /// The name of a section.
    Section = "section",
    /// What is there but not to be looked at: dates, counts, hints.
    Dim = "dim",
    /// Lines between panes.
    Rule = "rule",
    /// The one accent: the cursor's mark, the section one is in.
    Accent = "accent",
    /// Words in quotation marks.
    Quote = "quote",
    /// Who speaks.
    Speaker = "speaker",
    /// The words that report.
    Cue = "cue",
    /// Where an actor stands.
    Stance = "stance",
    /// What it stands on.
    Topic = "topic",
    /// A person, organisation, country or group.
    Actor = "actor",
    /// A place.
    Place = "place",
    /// Anything else that can be followed.
    Link = "link",
    /// A briefing not yet read.
    Unread = "unread",
    /// The line or link under the cursor.
    Selected = "selected",
    /// The sentence that was asked for.
    Lit = "lit",
    /// What was searched for.
    Hit = "hit",
    /// What went wrong.
    Error = "error",
    /// A key in the footer and in help.
    Key = "key",
}
