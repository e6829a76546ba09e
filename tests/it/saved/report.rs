//! An invented report that every saved page wears in its own dress, and what a page must give of it.

use dateline::feed;
use dateline::model::Article;

pub const TITLE: &str = "Lindau talks on summer water end without a signature";
pub const BYLINE: &str = "Ida Sommer";
pub const DATE: &str = "2024-10-08";

/// Its paragraphs.
pub const REPORT: [&str; 12] = [
    "Delegates from eleven river towns met in Lindau on Tuesday to settle how the water of the upper valley is shared in dry summers, officials said.",
    "The talks, the fourth since March, ended without a signature, although both sides spoke of a friendly mood around the long table.",
    "“We have stopped counting the meetings and started counting the litres,” Marta Kellner, who leads the delegation of the lower towns, told reporters.",
    "Her counterpart from the upper valley, Jonas Brandt, said a draft would be sent to every council before the end of the month.",
    "It would let the lower towns draw a third more in August.",
    "Farmers have complained for years that the reservoirs are opened too late, while the power company says it keeps to the contract of 1968.",
    "“The contract was written for a colder century,” Kellner said, adding that nobody at the table disputed it any longer.",
    "A study ordered by the towns found that the flow in August has fallen by a fifth in thirty years.",
    "The power company did not answer questions on Tuesday. In a letter to the councils last month it had called the figures “a snapshot of three bad years”.",
    "Brandt said he could live with a shorter contract, provided that the dam at Oberau is mended first.",
    "Who pays for that is open: the repair would cost 41 million crowns, and the valley has set aside nine.",
    "The next round is planned for the first week of November, in the same hall.",
];

/// The report with every paragraph in a dress, and what else stands after the paragraph of a number.
pub fn dressed(dress: impl Fn(&str) -> String, between: &[(usize, &str)]) -> String {
    let mut html = String::new();
    for (number, paragraph) in REPORT.iter().enumerate() {
        html.push_str(&dress(paragraph));
        html.push('\n');
        for (_, other) in between.iter().filter(|(after, _)| *after == number) {
            html.push_str(other);
        }
    }
    html
}

/// `template` with the headline and `body` where it says `{title}` and `{body}`.
pub fn filled(template: &str, body: &str) -> String {
    template.replace("{title}", TITLE).replace("{body}", body)
}

/// The article of the saved page `html`.
pub fn read(html: &str) -> Article {
    feed::read("saved/page.html", html.as_bytes()).unwrap().remove(0)
}

/// Holds what was read of a page against the report: every paragraph whole and in its order, at most a tenth of other
/// words, none of the `junk`, headline, date and author.
#[track_caller]
pub fn hold(article: &Article, junk: &[&str]) {
    hold_unsigned(article, junk);
    assert_eq!(article.byline.as_deref(), Some(BYLINE));
}

/// Like [`hold`], for a page that names no author.
#[track_caller]
pub fn hold_unsigned(article: &Article, junk: &[&str]) {
    hold_text(article, &REPORT, junk);
    assert_eq!(article.title, TITLE);
    assert_eq!(article.date.map(|moment| moment.date.to_string()).as_deref(), Some(DATE));
}

/// Holds the text of what was read against the paragraphs `report`, in whatever language.
#[track_caller]
pub fn hold_text(article: &Article, report: &[&str], junk: &[&str]) {
    let text = article.text.as_str();
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let bare = |line: &str| line.trim_start_matches("• ").to_owned();
    let places: Vec<Option<usize>> =
        report.iter().map(|paragraph| lines.iter().position(|line| bare(line) == *paragraph)).collect();
    for (place, paragraph) in places.iter().zip(report) {
        assert!(place.is_some(), "lost: {paragraph}\n---\n{text}");
    }
    assert!(places.is_sorted(), "out of order\n---\n{text}");
    let words = |text: &str| text.split_whitespace().count();
    let (all, own): (usize, usize) = (words(text), report.iter().map(|paragraph| words(paragraph)).sum());
    assert!((all - own) * 10 <= all, "{} words too many\n---\n{text}", all - own);
    for words in junk {
        assert!(!text.contains(words), "junk: {words}\n---\n{text}");
    }
}

/// Holds that the page's boxes of links point where they should, and are no text.
#[track_caller]
pub fn points(article: &Article, expected: &[(&str, &str)]) {
    let found: Vec<(&str, &str)> =
        article.pointers.iter().map(|pointer| (pointer.title.as_str(), pointer.target.as_str())).collect();
    assert_eq!(found, expected, "\n---\n{}", article.text.as_str());
    for (title, _) in expected {
        assert!(!article.text.as_str().contains(title), "{title}");
    }
}
