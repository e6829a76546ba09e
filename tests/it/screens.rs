//! Keys in, state and screens out: every page at two sizes, and what keys do on them.

use crate::fixture::Screen;

#[test]
fn look() {
    let size = std::env::var("SIZE").unwrap_or("120x40".into());
    let (c, r) = size.split_once('x').unwrap();
    let mut screen = Screen::new(c.parse().unwrap(), r.parse().unwrap());
    for step in std::env::var("KEYS").unwrap_or_default().split('|') {
        match step.strip_prefix('=') {
            Some(words) => screen.enter(words),
            None => screen.press(step),
        };
    }
    eprintln!("{}", screen.text());
    eprintln!("{:?}", screen.outside);
}
