//! What trips readers of pages, one thing at a time.

use super::report::{REPORT, TITLE, dressed, hold, points, read};

const HEAD: &str =
    "<meta property=article:published_time content=2024-10-08T16:20:00Z><meta name=author content='Ida Sommer'>";

fn plain() -> String {
    dressed(|text| format!("<p>{text}</p>"), &[])
}

fn page(body: &str) -> String {
    format!(
        "<html><head><title>{TITLE}</title>{HEAD}</head><body><nav><a href=/>Home</a></nav>{body}<footer>All rights reserved</footer></body></html>"
    )
}

#[test]
fn teasers_in_articles_of_their_own() {
    let teaser = |title: &str| {
        format!(
            "<article class=card><a href=/x><h3>{title}</h3></a><p>A first sentence of another story that is long enough to look like prose to many readers of pages.</p></article>"
        )
    };
    let html = page(&format!(
        "<main>{}<article class=main-story><h1>{TITLE}</h1>{}</article>{}{}</main>",
        teaser("Minister steps back after vote"),
        plain(),
        teaser("Ten recipes for a rainy week"),
        teaser("A bakery opens")
    ));
    hold(&read(&html), &["Minister", "Ten recipes", "bakery", "another story"]);
}

#[test]
fn division_soup_and_line_breaks() {
    let soup = dressed(|text| format!("<div><span>{text}</span></div>"), &[]);
    hold(&read(&page(&format!("<div id=x><div><h1>{TITLE}</h1></div><div>{soup}</div></div>"))), &[]);
    let broken = REPORT.join("<br/>&nbsp;<br>\n");
    hold(&read(&page(&format!("<div><h1>{TITLE}</h1><div class=text>{broken}</div></div>"))), &[]);
}

#[test]
fn a_first_paragraph_that_begins_small_stays_and_a_byline_goes() {
    let said = |line: &str| read(&page(&format!("<article><h1>{TITLE}</h1><p>{line}</p>{}</article>", plain())));
    assert!(said("so said the harbour office").text.as_str().starts_with("so said the harbour office"));
    for line in ["by Ida Sommer", "von Ida Sommer", "Harbour desk"] {
        hold(&said(line), &[line]);
    }
}

#[test]
fn the_text_of_a_walled_page_stands_in_its_data() {
    let text = REPORT.join("\\n\\n").replace('"', "\\\"");
    let html = page(&format!(
        "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"{TITLE}\",\"articleBody\":\"{text}\"}}</script><article><h1>{TITLE}</h1><p>{}</p><p>{}</p><div class=wall>Subscribe to read on.</div></article>",
        REPORT[0], REPORT[1]
    ));
    hold(&read(&html), &["Subscribe"]);
}

#[test]
fn key_points_tables_and_subheads_stay() {
    let html = page(&format!(
        "<article><h1>{TITLE}</h1><ul class=key-points><li>Eleven towns took part.<li>The flow fell by a fifth.</ul>{}<h2>What comes next</h2><table><tr><th>Month<th>Flow<tr><td>July<td>80<tr><td>August<td>61</table></article>",
        plain()
    ));
    let article = read(&html);
    hold(&article, &[]);
    for kept in ["Eleven towns took part.", "What comes next", "July | 80"] {
        assert!(article.text.as_str().contains(kept), "{kept}\n{}", article.text.as_str());
    }
}

#[test]
fn a_headline_and_navigation_repeated_inside() {
    let html = page(&format!(
        "<main><nav class=breadcrumbs><a href=/w>Water</a> › <a href=/v>Valley</a></nav><h2>{TITLE}</h2><div class=content><h1>{TITLE}</h1><p class=dateline>Lindau, October 8</p>{}<p><a href=/a>« Previous</a> <a href=/b>Next »</a></p></div></main>",
        plain()
    ));
    let article = read(&html);
    hold(&article, &["Valley ›", "Next »"]);
    assert!(article.text.as_str().matches(TITLE).count() <= 1);
}

#[test]
fn a_line_that_points_elsewhere_is_a_pointer() {
    let body = dressed(
        |text| format!("<p>{text}</p>"),
        &[
            (
                2,
                "<p><strong>READ MORE: <a href='https://post.example/snow'>How the valley ran out of snow</a></strong></p>",
            ),
            (5, "<p><a href='https://post.example/dam'><em>The dam that nobody wants to mend</em></a></p>"),
        ],
    );
    let article = read(&page(&format!("<article><h1>{TITLE}</h1>{body}</article>")));
    hold(&article, &[]);
    points(
        &article,
        &[
            ("How the valley ran out of snow", "https://post.example/snow"),
            ("The dam that nobody wants to mend", "https://post.example/dam"),
        ],
    );
}

#[test]
fn other_charsets() {
    let html = page(&format!("<article><h1>{TITLE}</h1>{}</article>", plain()));
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(html.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let declared = html.replacen("<head>", "<head><meta charset=windows-1252>", 1);
    let latin = encoding_rs::WINDOWS_1252.encode(&declared).0.into_owned();
    for bytes in [wide, latin] {
        hold(&dateline::feed::read("page.html", &bytes).unwrap().remove(0), &[]);
    }
}

#[test]
fn soft_hyphens_are_no_part_of_words() {
    let html =
        page(&format!("<article><h1>{TITLE}</h1>{}</article>", plain().replace("reservoirs", "reser&shy;voirs")));
    hold(&read(&html), &[]);
}

#[test]
fn the_date_in_the_address_and_updates() {
    let html = format!(
        "<html><head><title>{TITLE}</title><link rel=canonical href='https://post.example/news/2024/10/08/talks-end'></head><body><article><h1>{TITLE}</h1><p class=byline>By Ida Sommer</p>{}</article></body></html>",
        plain()
    );
    hold(&read(&html), &[]);
    let html = format!(
        "<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1><p class=byline>By Ida Sommer</p><p class=dates><span>Updated <time datetime=2024-10-11>October 11, 2024</time></span> <span>Published <time datetime=2024-10-08>October 8, 2024</time></span></p>{}</article></body></html>",
        plain()
    );
    hold(&read(&html), &["Updated"]);
}

#[test]
fn scripts_without_spaces_and_with_other_full_stops() {
    for (lines, title) in [
        (
            [
                "周二，十一个沿河城镇的代表在林道会面。",
                "会谈没有签字就结束了，但双方都说气氛友好，并同意在十一月的第一周再次见面。",
                "水很少。",
            ],
            "夏季用水会谈",
        ),
        (
            [
                "اجتمع مندوبون من إحدى عشرة بلدة يوم الثلاثاء۔",
                "انتهت المحادثات دون توقيع رغم أن الجانبين تحدثا عن أجواء ودية حول الطاولة الطويلة.",
                "من يدفع ثمن السد؟",
            ],
            "محادثات المياه",
        ),
    ] {
        let body: String = lines.iter().map(|line| format!("<p>{line}</p>")).collect();
        let html = format!(
            "<html><head><title>{title}</title></head><body><nav><a href=/>首页</a></nav><article><h1>{title}</h1><p class=share>分享</p>{body}</article></body></html>"
        );
        let article = read(&html);
        let kept: Vec<&str> = article.text.as_str().lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(kept, lines);
    }
}
