//! The dresses of marked see-also, through the whole way: file, format, split, JSON.

use serde_json::Value;

use crate::harness::Home;

const BEFORE: &str = "The council of the harbour town voted on Tuesday to keep the old lighthouse open, after weeks of \
                      letters from sailors who still steer by it in fog.";
const AFTER: &str = "The keeper, who had already packed his things, said that he would light the lamp again on the same \
                     night and stay for another winter.";
const FOG: &str = "The fog rolls in";
const LAMP: &str = "Who pays for the lamp?";
const ADDRESS: &str = "https://example.org/fog";

/// A dress, and the pointers that it holds: their words and where they lead.
type Case = (String, Vec<(&'static str, Option<&'static str>)>);

/// Splits an article for each of `cases`, written by `write`, and holds what it points at against what is expected.
fn check(extension: &str, write: impl Fn(&str) -> String, cases: &[Case]) {
    let home = Home::new();
    for (index, (dress, _)) in cases.iter().enumerate() {
        home.write(&format!("library/{index:03}.{extension}"), write(dress));
    }
    let printed = home.prints(&["split", "library"]);
    assert_eq!(printed.lines().count(), cases.len());
    for (line, (dress, expected)) in printed.lines().zip(cases) {
        let article: Value = serde_json::from_str(line).expect("JSON");
        let marked = article["see_also"].as_array().expect("a list").iter().filter(|s| s["kind"] == "marked");
        let found: Vec<_> = marked.map(|s| (s["title"].as_str().expect("a title"), s["url"].as_str())).collect();
        assert_eq!(found, *expected, "{extension}: {dress}");
        let shown = format!("{} {}", article["summary"], article["quotes"]);
        assert!(!shown.contains(FOG) && !shown.contains(LAMP), "{extension}: {dress}");
    }
}

fn text(dress: &str) -> String {
    format!("Light stays on in Elmouth\n\n{BEFORE}\n\n{dress}\n\n{AFTER}\n")
}

fn markdown(dress: &str) -> String {
    format!("# Light stays on in Elmouth\n\n{BEFORE}\n\n{dress}\n\n{AFTER}\n")
}

fn html(dress: &str) -> String {
    let title = "Light stays on in Elmouth";
    format!(
        "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{BEFORE}</p>{dress}<p>{AFTER}</p>\
         </article></body></html>"
    )
}

const MARKERS: [&str; 14] = [
    "SEE ALSO: ",
    "See also: ",
    "Read more: ",
    "READ MORE: ",
    "READ ALSO: ",
    "READ ALSO ",
    "Also read | ",
    "Related: ",
    "RELATED ARTICLE ",
    "Read more – ",
    "More on this story: ",
    "Don’t miss: ",
    "READ: ",
    "Further reading: ",
];

const HEADINGS: [&str; 7] =
    ["More on this story", "MORE ON THIS STORY:", "Related stories", "Related:", "See also", "SEE ALSO:", "Read more"];

fn plain() -> Vec<(&'static str, Option<&'static str>)> {
    vec![(FOG, None)]
}

fn linked() -> Vec<(&'static str, Option<&'static str>)> {
    vec![(FOG, Some(ADDRESS))]
}

fn both(fog: Option<&'static str>, lamp: Option<&'static str>) -> Vec<(&'static str, Option<&'static str>)> {
    vec![(FOG, fog), (LAMP, lamp)]
}

#[test]
fn lines_with_a_marker() {
    let (mut texts, mut markdowns, mut htmls) = (Vec::new(), Vec::new(), Vec::new());
    for marker in MARKERS {
        let bold = marker.trim_end();
        texts.push((format!("{marker}{FOG}"), plain()));
        texts.push((format!("[{marker}{FOG}]"), plain()));
        texts.push((format!("({marker}{FOG})"), plain()));
        texts.push((format!("{marker}{FOG} ({ADDRESS})"), linked()));
        texts.push((format!("{marker}[{FOG}]({ADDRESS})"), linked()));
        texts.push((format!("{marker}[[fog|{FOG}]]"), plain()));
        texts.push((format!("{marker}{FOG} • {LAMP}"), both(None, None)));
        markdowns.push((format!("*{marker}{FOG}*"), plain()));
        markdowns.push((format!("**{bold}** [{FOG}]({ADDRESS})"), linked()));
        markdowns.push((format!("{marker}[[{FOG}]]"), plain()));
        htmls.push((format!("<p>{marker}{FOG}</p>"), plain()));
        htmls.push((format!("<p><strong>{bold}</strong> <a href='{ADDRESS}'>{FOG}</a></p>"), linked()));
    }
    check("txt", text, &texts);
    check("md", markdown, &markdowns);
    check("html", html, &htmls);
}

#[test]
fn lists_below_a_heading() {
    let (mut texts, mut markdowns, mut htmls) = (Vec::new(), Vec::new(), Vec::new());
    for heading in HEADINGS {
        for [one, two] in [["- ", "- "], ["* ", "* "], ["• ", "• "], ["→ ", "→ "], ["1. ", "2. "], ["", ""]] {
            texts.push((format!("{heading}\n{one}{FOG}\n{two}{LAMP}"), both(None, None)));
            texts.push((format!("{heading}\n\n{one}{FOG}\n\n{two}{LAMP}"), both(None, None)));
            if !one.is_empty() {
                markdowns.push((format!("## {heading}\n\n{one}{FOG}\n{two}{LAMP}"), both(None, None)));
            }
        }
        markdowns.push((format!("{heading}\n\n- [{FOG}](fog.md)\n- [[lamp|{LAMP}]]"), both(Some("fog.md"), None)));
        let links = [format!("<a href='{ADDRESS}'>{FOG}</a>"), format!("<a href='lamp.html'>{LAMP}</a>")];
        let led = || both(Some(ADDRESS), Some("lamp.html"));
        htmls.push((format!("<h2>{heading}</h2><ul><li>{FOG}</li><li>{LAMP}</li></ul>"), both(None, None)));
        htmls.push((format!("<p>{heading}</p><ul><li>{}</li><li>{}</li></ul>", links[0], links[1]), led()));
        htmls.push((format!("<h3>{heading}</h3><p>{}</p><p>{}</p>", links[0], links[1]), led()));
        htmls.push((format!("<div>{heading}</div><p>{}<br>{}</p>", links[0], links[1]), led()));
    }
    check("txt", text, &texts);
    check("md", markdown, &markdowns);
    check("html", html, &htmls);
}
