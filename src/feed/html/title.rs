//! Which words are the headline of a page: what it declares, without the site's name, or what stands large on it.

use super::metadata::Metadata;
use super::tree::Tree;

/// What stands between headline and site in a page's title.
const SEPARATORS: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » ", " / "];
/// Longest name of a site, in words.
const SITE: usize = 5;
/// Lines that are looked at for the headline, at most.
const LINES: usize = 400;
/// Least part of the declared title that a line must be to be the headline, in percent.
const PART: usize = 40;
/// Words of a title that says nothing of this page, at most: "Press corner".
const GENERIC: usize = 3;

/// The headline of the page `tree` that says `metadata` of itself; empty where there is none.
pub fn headline(metadata: &Metadata, tree: &Tree<'_>) -> String {
    let heading = metadata.heading();
    let Some(declared) = metadata.declared() else { return heading.unwrap_or_default().to_owned() };
    if let Some(heading) = heading
        && declared.len() > heading.len()
        && heading.len() > 10
        && folded(&declared).starts_with(&folded(heading))
    {
        return heading.to_owned();
    }
    let source = metadata.source();
    let bare = without_site(&declared, source.as_deref());
    let words = |text: &str| text.split_whitespace().count();
    if let Some(heading) = heading
        && words(&bare) <= GENERIC
        && words(heading) > GENERIC + words(&bare)
        && source.as_deref() != Some(heading)
    {
        return heading.to_owned();
    }
    if bare != declared { bare } else { line_of(&declared, tree).unwrap_or(declared) }
}

/// The element that is the headline `title` on the page: a heading that says it, a line that says it, the first heading
/// of the first rank.
pub fn place(tree: &Tree<'_>, title: &str) -> Option<usize> {
    let title = folded(title);
    let says = |at: usize| folded(&tree.words(tree.within(at))) == title;
    let headings = || tree.all().filter(|&at| tree.is_heading(at)).take(LINES);
    let firsts = || headings().filter(|&at| tree.is(at, &["h1"]) && tree.bytes(at) > tree.linked(at));
    let line = || {
        let numbers = tree.lines_in(&tree.all()).take(LINES);
        let mut lines = numbers.map(|number| tree.line(number)).filter(|line| !tree.is_inside(line.block, &["head"]));
        lines.find(|line| folded(&tree.words(line.nodes.clone())) == title).map(|line| line.nodes.start)
    };
    let said = || firsts().chain(headings()).find(|&at| says(at)).or_else(line);
    (!title.is_empty()).then(said).flatten().or_else(|| firsts().next())
}

/// The name of the site in a page's `title`, before or behind one of the `headlines`.
pub fn site(title: &str, headlines: [Option<&str>; 2]) -> Option<String> {
    let part = |headline: &str| {
        let behind = title.strip_prefix(headline).and_then(|rest| {
            let starts = SEPARATORS.iter().any(|separator| rest.starts_with(separator));
            let ends = SEPARATORS.iter().filter_map(|separator| Some(rest.rsplit_once(separator)?.1));
            ends.min_by_key(|site| site.len()).filter(|_| starts)
        });
        behind.or_else(|| Some(title.strip_suffix(headline)?.trim_end().trim_end_matches(MARKS)))
    };
    let site = headlines.into_iter().flatten().find_map(part)?.trim();
    let is_name = site.starts_with(char::is_uppercase) && site.split(' ').count() <= SITE;
    is_name.then(|| site.to_owned())
}

/// What may stand between a site's name and the headline behind it.
const MARKS: [char; 10] = [':', '|', '-', '–', '—', '·', '•', '»', '/', ' '];

/// The longest line of the page that is what `declared` begins or ends with, the rest being set off.
fn line_of(declared: &str, tree: &Tree<'_>) -> Option<String> {
    let is_headline = |words: &String| {
        let enough = words.len() < declared.len() && words.len() * 100 >= declared.len() * PART;
        let before = declared.strip_suffix(words.as_str()).map(str::trim_end);
        let behind = declared.strip_prefix(words.as_str());
        let set_off = before.is_some_and(|before| before.ends_with(MARKS))
            || behind.is_some_and(|behind| SEPARATORS.iter().any(|separator| behind.starts_with(separator)));
        enough && set_off
    };
    let lines = tree.lines_in(&tree.all()).take(LINES).map(|number| tree.words(tree.line(number).nodes.clone()));
    lines.filter(is_headline).max_by_key(String::len)
}

/// `title` without " - Site" or " | Site" at its end: the site's known name, or a short last part after a bar.
fn without_site(title: &str, source: Option<&str>) -> String {
    for &separator in SEPARATORS {
        if let Some((headline, site)) = title.rsplit_once(separator) {
            let known = source.is_some_and(|source| folded(site) == folded(source));
            let bar = separator == " | " && site.split(' ').count() <= 4 && headline.split(' ').count() >= 3;
            if known || bar {
                return headline.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// The letters and digits of `text`, small.
pub fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(html: &str) -> String {
        headline(&Metadata::of(html), &Tree::of(html))
    }

    #[test]
    fn a_dash_in_a_headline_is_not_the_site() {
        assert_eq!(without_site("Geneva - a city of talks", None), "Geneva - a city of talks");
        assert_eq!(title("<title>Geneva - a city of talks</title><a>Geneva</a>"), "Geneva - a city of talks");
    }

    #[test]
    fn a_line_of_the_page_tells_which_part_is_the_headline() {
        for declared in
            ["Ferries stop at dusk - Print", "The Mail: Ferries stop at dusk", "Mail » Ferries stop at dusk"]
        {
            assert_eq!(
                title(&format!("<title>{declared}</title><h3>Ferries stop at dusk</h3>")),
                "Ferries stop at dusk"
            );
            assert_eq!(title(&format!("<title>{declared}</title><p>Other")), declared);
        }
    }

    #[test]
    fn a_title_that_says_nothing_gives_way_to_the_heading() {
        assert_eq!(
            title("<title>Press corner</title><h1>Ferries stop at dusk for good</h1>"),
            "Ferries stop at dusk for good"
        );
        assert_eq!(title("<title>Ferries rest</title><h1>The Island Mail</h1>"), "Ferries rest");
    }

    #[test]
    fn the_site_stands_before_or_behind() {
        let of = |title| site(title, [Some("Ferries stop at dusk"), None]);
        assert_eq!(of("Ferries stop at dusk - Coast | Island Mail").as_deref(), Some("Island Mail"));
        assert_eq!(of("Island Mail: Ferries stop at dusk").as_deref(), Some("Island Mail"));
        assert_eq!(of("Ferries stop at dusk, they say"), None);
    }
}
