//! Pages that mix what others have alone: lists, sections, notes, talk, walls, and articles in many pieces.

use super::report::{BYLINE, REPORT, TITLE, dressed, filled, hold, hold_text, read};

const HEAD: &str =
    "<meta property=article:published_time content=2024-10-08T16:20:00Z><meta name=author content='Ida Sommer'>";

fn page(body: &str) -> String {
    format!(
        "<html lang=en><head><title>{TITLE} | Post</title><meta property=og:title content='{TITLE}'>{HEAD}</head><body><header><nav><a href=/>Home</a></nav></header>{body}<footer>All rights reserved</footer></body></html>"
    )
}

fn plain(between: &[(usize, &str)]) -> String {
    dressed(|text| format!("<p>{text}</p>"), between)
}

#[test]
fn sections_with_subheads_of_one_look() {
    let sections: String = REPORT
        .chunks(3)
        .enumerate()
        .map(|(number, part)| {
            let text: String = part.iter().map(|text| format!("<p>{text}</p>")).collect();
            format!("<section class=chapter><h2>Part {number}</h2>{text}</section>")
        })
        .collect();
    let article = read(&page(&format!("<main><div class=story><h1>{TITLE}</h1>{sections}</div></main>")));
    hold_text(&article, &REPORT, &["Home"]);
    assert!(article.text.as_str().contains("Part 2"), "{}", article.text.as_str());
}

#[test]
fn a_digest_of_linked_heads_is_all_text() {
    let items: String = REPORT
        .iter()
        .enumerate()
        .map(|(number, text)| {
            format!("<div class=item><h3><a href=/s/{number}>The {number}th thing to know</a></h3><p>{text}</p></div>")
        })
        .collect();
    let article =
        read(&page(&format!("<main><article><h1>{TITLE}</h1><div class=list>{items}</div></article></main>")));
    for paragraph in REPORT {
        assert!(article.text.as_str().contains(paragraph), "{paragraph}\n---\n{}", article.text.as_str());
    }
}

#[test]
fn grids_of_columns_with_an_aside_between() {
    let (first, second) = REPORT.split_at(5);
    let part = |part: &[&str]| part.iter().map(|text| format!("<p class=t>{text}</p>")).collect::<String>();
    let html = page(&format!(
        "<main><div class=hero><h1>{TITLE}</h1><p class=deck>Eleven towns met again.</p></div><div class=grid><div class=col-8><div class=rte>{}</div></div><div class=col-4><aside><h4>In numbers</h4><ul><li>11 towns<li>41 million crowns</ul></aside></div></div><div class=grid><div class=col-8><div class=rte>{}</div></div></div></main>",
        part(first),
        part(second)
    ));
    hold(&read(&html), &["In numbers"]);
}

#[test]
fn notes_and_corrections_below_stay_small() {
    let html = page(&format!(
        "<article><h1>{TITLE}</h1>{}<div class=correction><p><em>An earlier version of this story gave the wrong year of the contract.</em></p></div><hr><p class=tagline><em>Ida Sommer is a reporter at the Post. Write to her at <a href='mailto:ida@post.example'>ida@post.example</a>.</em></p><div class=article-tags>Tags: <a href=/t/w>water</a>, <a href=/t/d>dams</a></div><ul class=share-list><li><a href=#>Facebook</a><li><a href=#>Twitter</a></ul></article>",
        plain(&[])
    ));
    hold(&read(&html), &["Tags:", "Facebook"]);
}

#[test]
fn spans_and_divisions_with_directions_and_styles() {
    let body = dressed(
        |text| {
            format!(
                "<div dir=ltr style='line-height:1.5'><span style='font-family:serif'>{text}</span></div><div><br></div>"
            )
        },
        &[],
    );
    hold(
        &read(&page(&format!(
            "<div class=post-page><h1>{TITLE}</h1><div class=rich-content-viewer>{body}</div></div>"
        ))),
        &[],
    );
}

#[test]
fn a_list_of_events_with_hours() {
    let body: String = REPORT
        .iter()
        .enumerate()
        .map(|(number, text)| {
            format!("<li class=entry id=e{number}><time datetime=2024-10-08T1{}:20:00Z>1{}:20</time><div class=entry-body><p>{text}</p></div></li>", number % 10, number % 10)
        })
        .collect();
    let article =
        read(&page(&format!("<main><article><h1>{TITLE}</h1><ol class=timeline>{body}</ol></article></main>")));
    for paragraph in REPORT {
        assert!(article.text.as_str().contains(paragraph), "{paragraph}\n---\n{}", article.text.as_str());
    }
    assert_eq!(article.byline.as_deref(), Some(BYLINE));
}

#[test]
fn a_dark_corner_of_every_kind_at_once() {
    let body = dressed(
        |text| format!("<div class=\"block block--text\"><div class=\"inner\"><p>{text}</p></div></div>"),
        &[
            (0, "<div class=\"block block--html\"><div class=inner><iframe src=//x></iframe></div></div>"),
            (1, "<div class=\"block block--ad\"><div class=inner><span>Ad</span></div></div>"),
            (
                3,
                "<div class=\"block block--quote\"><div class=inner><q>The contract was written for a colder century</q><p>Marta Kellner</p></div></div>",
            ),
            (
                5,
                "<div class=\"block block--links\"><div class=inner><h4>More on the valley</h4><ul><li><a href=/a1>How the valley ran out of snow</a><li><a href=/a2>The dam that nobody wants to mend</a></ul></div></div>",
            ),
            (
                8,
                "<div class=\"block block--poll\"><div class=inner><p>Should the dam be mended?</p><label><input type=radio>Yes</label><label><input type=radio>No</label><button>Vote</button></div></div>",
            ),
        ],
    );
    let html = filled(
        &format!(
            "<html><head><title>{{title}}</title>{HEAD}</head><body><div class=page><div class=top-bar><a href=/>Post</a></div><div class=layout><div class=layout__main><div class=head><div class=label>Water</div><h1>{{title}}</h1><div class=by>Ida Sommer</div></div><div class=blocks>{{body}}</div></div><div class=layout__side><h3>Latest</h3><p>Minister for roads steps back after a vote in the council of the capital on Monday.</p></div></div></div></body></html>"
        ),
        &body,
    );
    hold(&read(&html), &["Should the dam", "ran out of snow", "Minister for roads"]);
}
