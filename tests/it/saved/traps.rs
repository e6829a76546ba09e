//! What stands in the way of an article: second articles, crowds of comments, cards, walls, tweets, shadow trees.

use super::report::{REPORT, TITLE, dressed, filled, hold, points, read};

const HEAD: &str =
    "<meta property=article:published_time content=2024-10-08T16:20:00Z><meta name=author content='Ida Sommer'>";
/// Another report, as long as the first.
const OTHER: [&str; 8] = [
    "The minister for roads stepped back on Monday night after a vote in the council of the capital went against her by eleven.",
    "She had asked for forty new bridges, and the council gave her four, two of which stand already.",
    "“I was asked to build across a river with a sheet of paper,” she told the members before she left the room.",
    "Her party said that it would name a successor by the end of the week, and that the bridges would be looked at again.",
    "The opposition called the evening a victory for arithmetic, and asked for the books of the ministry to be opened.",
    "Nobody at the ministry could say on Tuesday who signed the contract for the first bridge, which leads to a field.",
    "A farmer who owns the field said he had never been asked, and that his cows use the bridge when it rains.",
    "The council meets again in a fortnight, when the money that was set aside for the other bridges must be spent or given back.",
];

fn page(body: &str) -> String {
    format!(
        "<html lang=en><head><title>{TITLE} | Post</title><meta property=og:title content='{TITLE}'>{HEAD}</head><body><header><nav><a href=/>Home</a></nav></header>{body}<footer>All rights reserved</footer></body></html>"
    )
}

fn plain(between: &[(usize, &str)]) -> String {
    dressed(|text| format!("<p>{text}</p>"), between)
}

fn other() -> String {
    OTHER.map(|text| format!("<p>{text}</p>")).concat()
}

#[test]
fn the_next_story_follows_whole() {
    let next = other();
    for (own, following) in [
        (
            format!("<article class=story><h1>{TITLE}</h1><div class=story-body>{}</div></article>", plain(&[])),
            format!(
                "<article class=story><h2>Minister steps back after vote</h2><div class=story-body>{next}</div></article>"
            ),
        ),
        (
            format!("<div class=post-wrap data-id=1><h1>{TITLE}</h1><div class=txt>{}</div></div>", plain(&[])),
            format!(
                "<div class=post-wrap data-id=2><h1>Minister steps back after vote</h1><div class=txt>{next}</div></div>"
            ),
        ),
    ] {
        hold(&read(&page(&format!("<main>{own}{following}</main>"))), &["minister for roads", "Minister steps"]);
    }
}

#[test]
fn more_comments_than_text() {
    let crowd = "<p>I have lived under that dam for forty years and nobody has ever asked us about the water, to be honest with you all.</p>".repeat(40);
    for comments in [
        format!("<section class=coral-stream><h2>Conversation</h2>{crowd}</section>"),
        format!("<div id=disqus_thread><div class=post-list>{crowd}</div></div>"),
        format!("<ol class=commentlist>{}</ol>", crowd.replace("<p>", "<li><p>").replace("</p>", "</p></li>")),
        format!("<div class=vf-conversation-starter-container><div class=thread>{crowd}</div></div>"),
        format!("<div class='c-reader-opinions' id='kommentare'><h3>Kommentare</h3>{crowd}</div>"),
    ] {
        let html = page(&format!("<main><article><h1>{TITLE}</h1>{}</article>{comments}</main>", plain(&[])));
        hold(&read(&html), &["forty years", "Conversation"]);
        let inside = page(&format!("<main><article><h1>{TITLE}</h1>{}{comments}</article></main>", plain(&[])));
        hold(&read(&inside), &["forty years", "Conversation"]);
    }
}

#[test]
fn pull_quotes_that_repeat_the_text() {
    let quote = "We have stopped counting the meetings and started counting the litres";
    for pulled in [
        format!("<aside class=pullquote><p>“{quote}”</p><p>Marta Kellner</p></aside>"),
        format!(
            "<div class='c-pull-quote'><div class=q>“{quote}”</div><div class=who>Marta Kellner, delegate</div></div>"
        ),
        format!("<p class=quote-large>{quote}</p>"),
        format!(
            "<figure class=sc-9><blockquote>“{quote}.”</blockquote><figcaption>Marta Kellner</figcaption></figure>"
        ),
        format!("<div class=x1><span class=x2>“</span><h3>“{quote}”</h3></div>"),
    ] {
        let article = read(&page(&format!("<article><h1>{TITLE}</h1>{}</article>", plain(&[(5, &pulled)]))));
        hold(&article, &["Marta Kellner, delegate"]);
        assert_eq!(article.text.as_str().matches("counting the litres").count(), 1, "{pulled}");
    }
}

#[test]
fn captions_and_credits_of_any_name() {
    let between = [
        (
            0,
            "<div class=image-wrap><img src=a.jpg><div class=image-caption>The dam at Oberau in a dry month.</div><div class=image-credit>Jan Prins / Post</div></div>",
        ),
        (2, "<p class=wp-caption-text>Boats wait at the lower gate.</p>"),
        (4, "<div class=media><img src=b.jpg><span class=photo-credit>Photo by Jan Prins</span></div>"),
        (6, "<p><img src=c.jpg><br><em>Photo: Jan Prins</em></p>"),
        (8, "<div class=embed-video><iframe src=//v></iframe><p class=video-title>WATCH: The dam at dawn</p></div>"),
        (9, "<picture><source><img alt='A boat'></picture><small class=image-attribution>Getty Images</small>"),
    ];
    let article = read(&page(&format!("<article><h1>{TITLE}</h1>{}</article>", plain(&between))));
    hold(&article, &["dry month", "Boats wait", "Jan Prins", "WATCH", "Getty"]);
}

#[test]
fn words_for_screen_readers_alone() {
    let body = dressed(
        |text| {
            let link = "<a href=/towns>river towns<span class=\"visually-hidden\">(opens in new tab)</span></a>";
            format!("<p>{}</p>", text.replace("river towns", link))
        },
        &[],
    );
    hold(&read(&page(&format!("<article><h1>{TITLE}</h1>{body}</article>"))), &["new tab"]);
}

#[test]
fn a_tweet_stays_as_a_readers_mode_keeps_it_and_players_go() {
    let tweet = "<blockquote class='twitter-tweet' data-lang=en><p lang=en dir=ltr>The gate at Oberau is open. <a href='https://t.co/x'>pic.twitter.com/x</a></p>&mdash; Lindau (@lindau) <a href='https://twitter.com/lindau/status/1'>October 8, 2024</a></blockquote><script async src='//platform.twitter.com/widgets.js'></script>";
    let gram = "<blockquote class='instagram-media' data-instgrm-version=14><div><a href='https://instagram.com/p/1'><div></div><div>View this post on Instagram</div></a><p><a href='https://instagram.com/p/1'>A post shared by Lindau (@lindau)</a></p></div></blockquote>";
    let html = page(&format!("<article><h1>{TITLE}</h1>{}</article>", plain(&[(3, tweet), (8, gram)])));
    let article = read(&html);
    hold(&article, &["View this post", "A post shared"]);
    assert!(article.text.as_str().contains("The gate at Oberau is open."), "{}", article.text.as_str());
}

#[test]
fn a_wall_before_and_a_stub_behind_it() {
    let stub: String = REPORT[..2].iter().map(|text| format!("<p>{text}</p>")).collect();
    let wall = "<div class='sc-wall-9'><h2>Keep reading for one crown a month</h2><p>Unlimited stories on every screen.</p><ul><li>Cancel at any time</li><li>Crossword and weather</li></ul><a href=/buy>Choose your plan</a><p>Already a member? <a href=/in>Log in</a></p></div>";
    let html = page(&format!(
        "<div class=tp-modal role=dialog><p>Dear reader, we see that you like what we write, and so we ask you to sign in before you go on reading.</p></div><main><article><h1>{TITLE}</h1><p class=byline>By Ida Sommer</p>{stub}</article>{wall}</main>"
    ));
    let article = read(&html);
    super::report::hold_text(&article, &REPORT[..2], &["Dear reader", "one crown", "Log in", "Cancel"]);
}

#[test]
fn an_article_in_a_shadow_tree() {
    let html = page(&format!(
        "<x-story><template shadowrootmode=open><style>p{{margin:0}}</style><article><h1>{TITLE}</h1>{}</article></template></x-story><template id=card><p>Card that no reader of the page ever sees, for it waits for a script.</p></template>",
        plain(&[])
    ));
    hold(&read(&html), &["Card that"]);
}

#[test]
fn a_page_that_a_browser_saved_whole() {
    let html = filled(
        "<!DOCTYPE html>\n<!-- saved from url=(0044)https://post.example/2024/10/08/talks-end.html -->\n<html lang=en><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\"><title>{title} | Post</title><script src=\"./talks_files/a.js.download\"></script><link rel=stylesheet href=\"./talks_files/x.css\"></head><body><div id=top><a href=\"https://post.example/\">Post</a></div><div class=story><h1>{title}</h1><div class=byline>By Ida Sommer</div><img src=\"./talks_files/dam.jpg\">{body}<p><a href=\"https://post.example/snow\">Read more: How the valley ran out of snow</a></p></div><iframe src=\"./talks_files/ad.html\"></iframe></body></html>",
        &plain(&[]),
    );
    let article = read(&html);
    hold(&article, &["Read more"]);
    assert_eq!(article.url.as_deref(), Some("https://post.example/2024/10/08/talks-end.html"));
    points(&article, &[("How the valley ran out of snow", "https://post.example/snow")]);
}

#[test]
fn a_page_whose_text_stands_in_its_data_alone() {
    let text = REPORT.join("\\n\\n").replace('"', "\\\"");
    let html = format!(
        "<html><head><title>{TITLE}</title><script type=application/ld+json>{{\"@context\":\"https://schema.org\",\"@graph\":[{{\"@type\":[\"NewsArticle\",\"Thing\"],\"headline\":\"{TITLE}\",\"datePublished\":\"2024-10-08T16:20:00Z\",\"author\":{{\"name\":\"Ida Sommer\"}},\"articleBody\":\"{text}\"}}]}}</script></head><body><div id=root><div class=spinner>Loading…</div></div><noscript>You need to enable JavaScript to run this app.</noscript></body></html>"
    );
    hold(&read(&html), &["Loading", "JavaScript"]);
}

#[test]
fn a_page_of_cells_and_breaks_without_a_heading() {
    let html = filled(
        "<html><head><title>Lindau Courier: {title}</title></head><body bgcolor=white><table width=700><tr><td colspan=2><img src=logo.gif></td></tr><tr><td width=120 valign=top><a href=a.html>Front page</a><br><a href=b.html>Sports</a><br><a href=c.html>Letters</a></td><td valign=top><font size=+2><b>{title}</b></font><br><i>By Ida Sommer</i><br><font size=-1>October 8, 2024</font><br><br>{body}<br><br><a href=index.html>Back to the front page</a></td></tr><tr><td colspan=2 align=center><font size=-2>Copyright 2024 Lindau Courier</font></td></tr></table></body></html>",
        &REPORT.join("<br>\n<br>\n"),
    );
    hold(&read(&html), &["Front page", "Sports", "Back to", "Copyright"]);
}

#[test]
fn lines_that_ask_for_something_between_paragraphs() {
    let between = [
        (
            1,
            "<p><em>This story is part of our series on the valley. <a href=/series>Read the series here</a>.</em></p>",
        ),
        (
            3,
            "<div class=inline-promo-q><p>Do you know more about this? <a href='mailto:tips@post.example'>Write to us</a></p></div>",
        ),
        (5, "<p><strong>Sign up for our weekly newsletter, The Gate, for the news of the valley.</strong></p>"),
        (7, "<p>ADVERTISEMENT</p><p>Story continues below advertisement</p>"),
        (9, "<div><button>Show comments</button></div><hr><p>* * *</p>"),
    ];
    let html = page(&format!("<article><h1>{TITLE}</h1>{}</article>", plain(&between)));
    hold(&read(&html), &["Sign up for", "ADVERTISEMENT", "continues below", "Show comments", "* * *"]);
}
