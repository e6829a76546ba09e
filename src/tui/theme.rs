//! Roles to colours: dark, light, or none at all.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};

use crate::command::Role;

/// What the terminal's background is, or that no colour is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ground {
    /// Light letters on dark.
    #[default]
    Dark,
    /// Dark letters on light.
    Light,
    /// No colours: roles are told apart by weight, underline and reverse.
    Plain,
}

/// The style of every role.
#[derive(Debug, Clone)]
pub struct Theme {
    styles: Vec<Style>,
    /// What it was made for.
    pub ground: Ground,
}

impl Theme {
    /// The theme for `ground`.
    pub fn new(ground: Ground) -> Self {
        let style = match ground {
            Ground::Dark => dark,
            Ground::Light => light,
            Ground::Plain => plain,
        };
        Self { styles: Role::ALL.iter().map(|role| style(*role)).collect(), ground }
    }

    /// The theme with some roles in the reader's own colours: a name ("cyan"), a number of the 256, or `#rrggbb`.
    /// Colours that are none are left out; [`parse_colour`] tells which are.
    pub fn with(mut self, colours: &BTreeMap<Role, String>) -> Self {
        if self.ground != Ground::Plain {
            for (role, name) in colours {
                if let Some(colour) = parse_colour(name) {
                    let style = &mut self.styles[*role as usize];
                    let behind = matches!(role, Role::Lit | Role::Selected | Role::Hit);
                    *style = if behind { style.bg(colour) } else { style.fg(colour) };
                }
            }
        }
        self
    }

    /// The style of `role`.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }
}

/// A colour by name, by number of the 256, or as `#rrggbb`.
pub fn parse_colour(name: &str) -> Option<Color> {
    name.trim().parse().ok()
}

fn dark(role: Role) -> Style {
    let style = Style::new();
    let fg = |colour| style.fg(Color::Indexed(colour));
    match role {
        Role::Text => style,
        Role::Headline => style.add_modifier(Modifier::BOLD),
        Role::Section => fg(180).add_modifier(Modifier::BOLD),
        Role::Dim => fg(245),
        Role::Rule => fg(238),
        Role::Accent => fg(215).add_modifier(Modifier::BOLD),
        Role::Quote => fg(151),
        Role::Speaker => fg(110).add_modifier(Modifier::BOLD),
        Role::Cue => fg(245).add_modifier(Modifier::ITALIC),
        Role::Stance => fg(174),
        Role::Topic => style,
        Role::Actor => fg(110),
        Role::Place => fg(116),
        Role::Link => fg(146),
        Role::Unread => style.add_modifier(Modifier::BOLD),
        Role::Selected => style.bg(Color::Indexed(237)),
        Role::Lit => style.bg(Color::Indexed(58)),
        Role::Hit => Style::new().fg(Color::Indexed(16)).bg(Color::Indexed(179)),
        Role::Error => fg(203),
        Role::Key => fg(180),
    }
}

fn light(role: Role) -> Style {
    let style = Style::new();
    let fg = |colour| style.fg(Color::Indexed(colour));
    match role {
        Role::Text => style,
        Role::Headline => style.add_modifier(Modifier::BOLD),
        Role::Section => fg(94).add_modifier(Modifier::BOLD),
        Role::Dim => fg(242),
        Role::Rule => fg(250),
        Role::Accent => fg(130).add_modifier(Modifier::BOLD),
        Role::Quote => fg(22),
        Role::Speaker => fg(24).add_modifier(Modifier::BOLD),
        Role::Cue => fg(242).add_modifier(Modifier::ITALIC),
        Role::Stance => fg(125),
        Role::Topic => style,
        Role::Actor => fg(25),
        Role::Place => fg(29),
        Role::Link => fg(61),
        Role::Unread => style.add_modifier(Modifier::BOLD),
        Role::Selected => style.bg(Color::Indexed(254)),
        Role::Lit => style.bg(Color::Indexed(229)),
        Role::Hit => Style::new().fg(Color::Indexed(16)).bg(Color::Indexed(221)),
        Role::Error => fg(160),
        Role::Key => fg(94),
    }
}

fn plain(role: Role) -> Style {
    let style = Style::new();
    match role {
        Role::Text | Role::Topic | Role::Rule | Role::Cue | Role::Dim => style,
        Role::Quote => style.add_modifier(Modifier::ITALIC),
        Role::Headline | Role::Section | Role::Speaker | Role::Unread | Role::Accent | Role::Key | Role::Error => {
            style.add_modifier(Modifier::BOLD)
        }
        Role::Stance => style.add_modifier(Modifier::ITALIC),
        Role::Actor | Role::Place | Role::Link => style.add_modifier(Modifier::UNDERLINED),
        Role::Selected | Role::Lit => style.add_modifier(Modifier::REVERSED),
        Role::Hit => style.add_modifier(Modifier::REVERSED).add_modifier(Modifier::BOLD),
    }
}

/// The marks and lines that are drawn: Unicode, or ASCII where the locale knows no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub struct Glyphs {
    pub horizontal: &'static str,
    pub vertical: &'static str,
    pub tee_down: &'static str,
    pub tee_up: &'static str,
    pub cursor: &'static str,
    pub unread: &'static str,
    pub bookmark: &'static str,
    pub saved: &'static str,
    pub marked: &'static str,
    pub outside: &'static str,
    pub related: &'static str,
    pub changed: &'static str,
    pub crumb: &'static str,
    pub dot: &'static str,
    pub ellipsis: &'static str,
    pub bars: [&'static str; 8],
}

impl Glyphs {
    /// Marks for terminals that show Unicode.
    pub const UNICODE: Self = Self {
        horizontal: "─",
        vertical: "│",
        tee_down: "┬",
        tee_up: "┴",
        cursor: "▸",
        unread: "●",
        bookmark: "◆",
        saved: "»",
        marked: "→",
        outside: "⇢",
        related: "~",
        changed: "↻",
        crumb: "›",
        dot: "·",
        ellipsis: "…",
        bars: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    };

    /// Marks for all others.
    pub const ASCII: Self = Self {
        horizontal: "-",
        vertical: "|",
        tee_down: "+",
        tee_up: "+",
        cursor: ">",
        unread: "*",
        bookmark: "#",
        saved: "%",
        marked: "->",
        outside: "=>",
        related: "~",
        changed: "!",
        crumb: ">",
        dot: "-",
        ellipsis: "...",
        bars: ["_", "_", ".", ".", ":", ":", "|", "|"],
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_no_role_has_one() {
        let theme = Theme::new(Ground::Plain).with(&BTreeMap::from([(Role::Quote, "red".to_owned())]));
        for role in Role::ALL {
            let style = theme.style(*role);
            assert_eq!((style.fg, style.bg), (None, None), "{}", role.name());
        }
    }

    #[test]
    fn without_colour_what_can_be_followed_is_still_seen() {
        let theme = Theme::new(Ground::Plain);
        for role in [Role::Actor, Role::Place, Role::Link, Role::Lit, Role::Selected, Role::Quote] {
            assert_ne!(theme.style(role), theme.style(Role::Text), "{}", role.name());
        }
    }

    #[test]
    fn the_readers_own_colours_win() {
        let theme = Theme::new(Ground::Dark).with(&BTreeMap::from([(Role::Quote, "#ff0000".to_owned())]));
        assert_eq!(theme.style(Role::Quote).fg, Some(Color::Rgb(255, 0, 0)));
        assert_eq!(parse_colour("no such colour"), None);
    }
}
