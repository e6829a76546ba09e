//! Pages of blog programs, newsletters and old tools, and pages as a browser saves them.

use super::report::{DATE, REPORT, TITLE, dressed, hold, points, read};

#[test]
fn a_block_theme_with_comments_and_related_posts() {
    let body = dressed(
        |text| {
            format!("<p class=\"wp-block-paragraph has-drop-cap\">{}</p>", text.replace("met in", "met in&shy;"))
                .replace("in&shy;", "in")
        },
        &[
            (
                2,
                "<figure class=\"wp-block-pullquote\"><blockquote><p>We have stopped counting the meetings and started counting the litres</p><cite>Marta Kellner</cite></blockquote></figure>",
            ),
            (
                4,
                "<figure class=\"wp-block-image size-large\"><img data-src=\"a.jpg\" class=lazyload alt=\"\"><noscript><img src=\"a.jpg\"></noscript><figcaption class=wp-element-caption>The harbour of Lindau. Photo: Jan Prins</figcaption></figure>",
            ),
            (
                6,
                "<div class=\"wp-block-group has-background related-inline\"><p><strong>Related:</strong> <a href=\"https://post.example/2024/snow/\">How the valley ran out of snow</a></p></div>",
            ),
            (
                9,
                "<div class=\"wp-block-jetpack-subscriptions\"><p>Get new posts by email, never more than once a day</p><form><input type=email><button>Subscribe</button></form></div><div class=\"code-block code-block-3\" style=\"margin: 8px auto\"><div class=adsbygoogle>Advertisements</div></div>",
            ),
        ],
    );
    let page = format!(
        "<html lang=en-US><head><title>{TITLE} &#8211; Valley Post</title><meta property=og:title content=\"{TITLE}\"><meta property=og:site_name content=\"Valley Post\"><meta property=article:published_time content=\"2024-10-08T16:20:00+00:00\"><meta property=article:modified_time content=\"2024-10-09T16:20:00+00:00\"><meta name=twitter:label1 content=\"Written by\">\
         <script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@graph\":[{{\"@type\":\"Article\",\"headline\":\"{TITLE} - Valley Post\",\"datePublished\":\"2024-10-08T16:20:00+00:00\",\"author\":{{\"name\":\"Ida Sommer\",\"@id\":\"https://post.example/#/p/1\"}}}},{{\"@type\":\"WebSite\",\"name\":\"Valley Post\"}}]}}</script></head>\
         <body class=\"post-template-default single single-post\"><div class=wp-site-blocks><header class=wp-block-template-part><nav class=wp-block-navigation><a href=/>Home</a><a href=/about>About</a></nav></header>\
         <main class=wp-block-group><h1 class=wp-block-post-title>{TITLE}</h1><div class=wp-block-group><div class=wp-block-post-date><time datetime=2024-10-08T16:20:00+00:00>October 8, 2024</time></div><div class=wp-block-post-author><p class=wp-block-post-author__name>Ida Sommer</p></div><div class=\"taxonomy-category wp-block-post-terms\"><a href=/c/water rel=tag>Water</a></div></div>\
         <div class=\"entry-content wp-block-post-content has-global-padding is-layout-constrained\">{body}\
         <div class=\"sharedaddy sd-sharing-enabled\"><h3 class=sd-title>Share this:</h3><ul><li><a href=#>Click to share on X (Opens in new window)</a></ul></div><div id=jp-relatedposts class=jp-relatedposts><h3 class=jp-relatedposts-headline><em>Related</em></h3><div><h4><a href=\"https://post.example/2023/flood/\">A summer with four floods</a></h4><p>In “Water”</p></div></div></div>\
         <div class=wp-block-group><nav class=post-navigation><a href=/p>Previous: Bread prices</a><a href=/n>Next: A new bakery</a></nav></div>\
         <div class=wp-block-comments><h2>3 responses to “{TITLE}”</h2><ol class=wp-block-comment-template><li class=comment><div><p>Great piece. I have lived under that dam for forty years and nobody has ever thanked us for the quiet, let alone for the water.</p></div></li></ol><div class=comment-respond><h3>Leave a Reply</h3><p>Your email address will not be published. Required fields are marked *</p></div></div></main>\
         <footer class=wp-block-template-part><p>Proudly powered by a blog program</p></footer></div></body></html>"
    );
    let article = read(&page);
    hold(
        &article,
        &[
            "harbour of Lindau",
            "Get new posts",
            "Advertisements",
            "Share this",
            "Great piece",
            "Leave a Reply",
            "Previous:",
            "powered by",
            "In “Water”",
        ],
    );
    points(
        &article,
        &[
            ("How the valley ran out of snow", "https://post.example/2024/snow/"),
            ("A summer with four floods", "https://post.example/2023/flood/"),
        ],
    );
    assert_eq!(article.text.as_str().matches("counting the litres").count(), 1, "a pull quote repeats a sentence");
}

#[test]
fn a_newsletter_with_subscribe_boxes() {
    let body = dressed(
        |text| format!("<p>{text}</p>"),
        &[
            (
                1,
                "<div class=subscription-widget-wrap-editor data-attrs='{\"url\":\"x\"}'><div class=\"subscription-widget show-subscribe\"><div class=preamble><p class=cta-caption>Valley Letters is a reader-supported publication. To receive new posts and support my work, consider becoming a free or paid subscriber.</p></div><form><input><button>Subscribe</button></form></div></div>",
            ),
            (
                4,
                "<div class=captioned-image-container><figure><a class=\"image-link image2\" href=\"https://cdn.example/1.jpeg\"><div class=image2-inset><picture><img src=a.jpeg></picture></div></a><figcaption class=image-caption>The dam, from above</figcaption></figure></div>",
            ),
            (
                7,
                "<div class=\"digest-post-embed\" data-attrs='{}'><a href=\"https://letters.example/p/snow\"><h4>How the valley ran out of snow</h4></a></div><p class=button-wrapper data-component-name=ButtonCreateButton><a class=\"button primary\" href=\"https://letters.example/share\"><span>Share Valley Letters</span></a></p>",
            ),
        ],
    );
    let page = format!(
        "<html><head><title>{TITLE} - by Ida Sommer - Valley Letters</title><meta property=og:title content=\"{TITLE}\"><meta name=author content=\"Ida Sommer\"><script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"headline\":\"{TITLE}\",\"datePublished\":\"2024-10-08T16:20:05+00:00\",\"author\":[{{\"@type\":\"Person\",\"name\":\"Ida Sommer\"}}]}}</script></head>\
         <body><div id=entry><div id=main class=main><div class=main-menu><a href=/>Valley Letters</a><button>Subscribe</button><button>Sign in</button></div><div aria-label=Post role=main class=single-post-container><article class=\"typography newsletter-post post\"><div role=region aria-label=\"Post header\" class=post-header><h1 class=\"post-title published\">{TITLE}</h1><h3 class=subtitle>Eleven towns met again</h3><div class=byline-wrapper><a href=/@ida>Ida Sommer</a><div>Oct 08, 2024</div></div><div class=post-ufi><a>214</a><a>17</a><div>Share</div></div></div>\
         <div><div class=available-content><div dir=auto class=\"body markup\">{body}</div></div></div><div class=\"post-footer\"><div>Discussion about this post</div><div class=comments-page><div class=comment-content><p>This is exactly what I have been telling my neighbours for years, thank you so much for writing it down.</p></div></div></div></article></div>\
         <div class=portable-archive><a href=/p/a>Minister steps back after vote</a></div></div><div class=footer>© 2024 Ida Sommer <a href=/privacy>Privacy</a> ∙ <a>Terms</a> ∙ <a>Collection notice</a></div></div></body></html>"
    );
    let article = read(&page);
    hold(
        &article,
        &[
            "reader-supported",
            "from above",
            "Share Valley",
            "telling my neighbours",
            "Collection notice",
            "Minister steps",
            "Discussion",
        ],
    );
    points(&article, &[("How the valley ran out of snow", "https://letters.example/p/snow")]);
}

#[test]
fn a_platform_with_claps_and_recommendations() {
    let body = dressed(
        |text| {
            format!(
                "<p id=\"1a2b\" class=\"pw-post-body-paragraph nd ne fr nf b\" data-selectable-paragraph=\"\">{text}</p>"
            )
        },
        &[(
            3,
            "<figure class=\"paragraph-image\"><div role=button tabindex=0><div><picture><img alt=\"\" src=1.png></picture></div></div><figcaption class=\"nj nk\" data-selectable-paragraph=\"\">A gate at Oberau — photo by the author</figcaption></figure>",
        )],
    );
    let page = format!(
        "<html lang=en><head><title>{TITLE} | by Ida Sommer | Valley Review | Platform</title><meta property=og:title content=\"{TITLE}\"><meta property=article:published_time content=\"2024-10-08T16:20:05.000Z\"><meta name=author content=\"Ida Sommer\"></head><body><div id=root><div class=a><div class=nav><a href=/>Open in app</a><a>Sign up</a><a>Sign in</a></div>\
         <article><div class=l><div class=l><section><div><div class=\"ch bg\"><div><div class=speechify-ignore><h1 id=5e data-testid=storyTitle class=\"pw-post-title\">{TITLE}</h1><div><div><div><a href=/@ida rel=noopener>Ida Sommer</a></div><span>·</span><p><button>Follow</button></p></div><div>Published in <a href=/r>Valley Review</a></div><div><span data-testid=storyReadTime>5 min read</span><div>·</div><span data-testid=storyPublishDate>Oct 8, 2024</span></div></div><div><div>214</div><div>17</div><div><button>Listen</button></div><div><button>Share</button></div></div></div>{body}</div></div></div></section></div></div></article>\
         <div class=footer-tags><a href=/tag/water>Water</a><a href=/tag/valley>Valley</a></div><div><h2>Written by Ida Sommer</h2><div>2.1K Followers</div><p>Writes on rivers and what is left of them. Opinions are my own and so are the typos.</p><button>Follow</button></div>\
         <div><h2>More from Ida Sommer and Valley Review</h2><div><article><a href=/x><h2>Ten recipes for a rainy week</h2></a><h3>What to cook when the sky does not stop, with beans and without, for two or for ten.</h3></article></div></div><div><h2>Recommended from Platform</h2><article><h2>I quit my job</h2><h3>and here is what happened next to me and my dog over the following six months.</h3></article></div>\
         <div class=footer><a>Help</a><a>Status</a></div></div></div></body></html>"
    );
    hold(
        &read(&page),
        &[
            "min read",
            "photo by",
            "2.1K",
            "Writes on rivers",
            "More from",
            "Ten recipes",
            "I quit",
            "Open in app",
            "Listen",
        ],
    );
}

#[test]
fn a_local_paper_laid_out_by_tables() {
    let body = REPORT.iter().map(|text| format!("<p><font face=Arial size=2>{text}</font>\r\n")).collect::<String>();
    let page = format!(
        "<HTML><HEAD><TITLE>{TITLE}</TITLE><META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=windows-1252\"></HEAD><BODY BGCOLOR=#FFFFFF><CENTER><TABLE WIDTH=760 BORDER=0><TR><TD COLSPAN=3><A HREF=/><IMG SRC=logo.gif ALT=\"The Lindau Courier\"></A></TD></TR>\
         <TR><TD WIDTH=120 VALIGN=top BGCOLOR=#EEEEEE><FONT SIZE=1><A HREF=/local>Local</A><BR><A HREF=/sports>Sports</A><BR><A HREF=/obits>Obituaries</A><BR><A HREF=/class>Classifieds</A></FONT></TD>\
         <TD VALIGN=top><TABLE CELLPADDING=4><TR><TD><FONT SIZE=5><B>{TITLE}</B></FONT><BR><FONT SIZE=2>By Ida Sommer<BR>Tuesday, October 8, 2024</FONT><HR>{body}<P><FONT SIZE=1><A HREF=mail.html>E-mail this story to a friend</A> | <A HREF=print.html>Printer-friendly version</A></FONT></TD></TR></TABLE></TD>\
         <TD WIDTH=120 VALIGN=top><FONT SIZE=1><B>TODAY'S WEATHER</B><BR>Rain, 9 degrees<BR><A HREF=/5day>Five days</A></FONT></TD></TR><TR><TD COLSPAN=3 ALIGN=center><FONT SIZE=1>&copy; 2024 The Lindau Courier. <A HREF=/contact>Contact us</A></FONT></TD></TR></TABLE></CENTER></BODY></HTML>"
    );
    let bytes = encoding_rs::WINDOWS_1252.encode(&page).0.into_owned();
    let article = dateline::feed::read("courier.htm", &bytes).unwrap().remove(0);
    hold(&article, &["Obituaries", "Printer-friendly", "WEATHER", "Contact us"]);
}

#[test]
fn an_accelerated_page() {
    let body = dressed(
        |text| format!("<p>{text}</p>"),
        &[
            (
                2,
                "<amp-ad width=300 height=250 type=x><div placeholder>Advertisement</div><div fallback>No ad today</div></amp-ad>",
            ),
            (
                4,
                "<amp-img src=a.jpg layout=responsive alt=\"A dam\"><noscript><img src=a.jpg></noscript></amp-img><div class=amp-caption>The dam at Oberau (Jan Prins)</div>",
            ),
            (8, "<amp-embed type=taboola data-widget><p>You may also like these</p></amp-embed>"),
        ],
    );
    let page = format!(
        "<!doctype html><html ⚡ lang=en><head><title>{TITLE}</title><link rel=canonical href=https://post.example/2024/10/08/talks.html><script type=application/ld+json>{{\"@context\":\"http://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"{TITLE}\",\"datePublished\":\"2024-10-08\",\"author\":{{\"@type\":\"Person\",\"name\":\"Ida Sommer\"}}}}</script><style amp-custom>p{{}}</style></head>\
         <body><amp-consent id=c layout=nodisplay><div id=ui><p>We value your privacy and use trackers.</p></div></amp-consent><amp-sidebar id=s layout=nodisplay><ul><li><a href=/>Front page</a><li><a href=/w>Weather</a></ul></amp-sidebar><header>Post</header><article><h1>{TITLE}</h1><p class=meta>By Ida Sommer | Oct 8, 2024</p><amp-social-share type=x>Tweet</amp-social-share>{body}</article><amp-list src=x><template><a>Story</a></template></amp-list><amp-sticky-ad>Ad</amp-sticky-ad><footer>All rights reserved</footer></body></html>"
    );
    hold(
        &read(&page),
        &["Advertisement", "No ad", "Jan Prins", "also like", "privacy", "Front page", "Tweet", "reserved"],
    );
}

#[test]
fn a_page_saved_into_one_file() {
    let picture = format!("data:image/png;base64,{}", "QUJDRA==".repeat(2000));
    let body = dressed(
        |text| format!("<p class=story-text style=\"margin:0 0 1em\">{text}</p>"),
        &[
            (
                1,
                &format!(
                    "<figure style=margin:0><img src=\"{picture}\" alt><figcaption style=font-size:12px>Boats at Lindau</figcaption></figure>"
                ),
            ),
            (
                3,
                "<div class=\"newsletter-signup sf-hidden\"></div><div class=paywall-overlay style=\"display: none !important\"><p>Subscribe to go on reading this and every other story.</p></div>",
            ),
            (
                5,
                "<div class=callout style=\"visibility:hidden\"><p>Hidden promotion text for members of the club only.</p></div>",
            ),
        ],
    );
    let page = format!(
        "<!DOCTYPE html> <html lang=en style><!--\n Page saved with SingleFile \n url: https://post.example/{}/talks \n saved date: Wed Oct 09 2024 08:00:00 GMT+0200 \n--><meta charset=utf-8>\n<title>{TITLE} | Post</title>\n<style>:root{{--a:url({picture})}}body{{margin:0}}</style><style media=print>p{{}}</style>\
         <meta name=description content=\"Eleven towns met.\"><link rel=icon href=\"{picture}\"><meta http-equiv=content-security-policy content=\"default-src 'none'\"></head><body class=page style=\"overflow:hidden\"><div class=sf-hidden hidden></div><div id=cmp><template shadowrootmode=open><style>a{{}}</style><div role=dialog><p>We and our partners process data such as unique identifiers to show ads that suit you.</p></div></template></div>\
         <div class=site-header><a href=https://post.example/>Post</a> <a href=https://post.example/w>World</a></div><div class=story><h1 class=headline>{TITLE}</h1><div class=byline>By <a href=https://post.example/ida>Ida Sommer</a></div>{body}</div><div class=\"most-read\"><h3>Most read</h3><a href=https://post.example/1>Minister steps back after vote</a></div></body></html>",
        DATE.replace('-', "/")
    );
    let article = read(&page);
    hold(&article, &["Boats at", "go on reading", "Hidden promotion", "unique identifiers", "Most read", "Minister"]);
    assert_eq!(article.url.as_deref(), Some("https://post.example/2024/10/08/talks"));
}
