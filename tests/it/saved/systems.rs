//! Pages of content systems: each dresses its paragraphs, boxes and dates in its own names, or in none.

use super::report::{REPORT, dressed, filled, hold, hold_unsigned, points, read};

fn paragraphs(between: &[(usize, &str)]) -> String {
    dressed(|text| format!("<p>{text}</p>"), between)
}

#[test]
fn a_system_of_nodes_fields_and_regions() {
    let page = filled(
        r##"<!DOCTYPE html><html lang="en" dir="ltr"><head><meta charset="utf-8"><meta name="Generator" content="Nodes 10"><title>{title} | River Council</title><link rel="canonical" href="https://council.example/node/41"></head>
<body class="path-node page-node-type-article"><a href="#main-content" class="visually-hidden focusable">Skip to main content</a><div class="dialog-off-canvas-main-canvas" data-off-canvas-main-canvas><div id="page-wrapper"><div id="page">
<header id="header" class="header" role="banner"><div class="region region-header"><div id="block-branding" class="block"><a href="/" rel="home">River Council</a><div class="site-branding__slogan">Water for eleven towns</div></div><nav role="navigation" aria-labelledby="block-menu"><h2 class="visually-hidden" id="block-menu">Main navigation</h2><ul class="menu"><li><a href="/">Home</a><li><a href="/councils">Councils</a></ul></nav></div></header>
<main id="content" class="column main-content" role="main"><section class="section"><a id="main-content" tabindex="-1"></a><div class="region region-breadcrumb"><nav class="breadcrumb"><ol><li><a href="/">Home</a></li></ol></nav></div>
<div class="region region-content"><div data-drupal-messages-fallback class="hidden"></div><div id="block-page-title" class="block"><h1 class="title page-title"><span class="field field--name-title field--type-string field--label-hidden">{title}</span></h1></div>
<div id="block-content" class="block block-system-main-block"><div class="content"><article data-history-node-id="41" role="article" class="node node--type-article node--view-mode-full clearfix"><header><div class="node__meta"><article class="profile"></article><span>Submitted by <span class="field field--name-uid"><span>Ida Sommer</span></span> on <span class="field field--name-created"><time datetime="2024-10-08T16:20:00+00:00" title="Tuesday, October 8, 2024 - 18:20" class="datetime">Tue, 10/08/2024 - 18:20</time></span></span></div></header>
<div class="node__content clearfix"><div class="field field--name-field-image field--type-image field--label-hidden field__item"><a href="/files/dam.jpg"><img src="/files/styles/dam.jpg" alt="A dam"></a></div><div class="clearfix text-formatted field field--name-body field--type-text-with-summary field--label-hidden field__item">{body}</div>
<div class="field field--name-field-tags field--type-entity-reference field--label-above"><h3 class="field__label">Tags</h3><ul class="links field__items"><li><a href="/tags/water">Water</a></li></ul></div><ul class="links inline list-inline"><li class="comment-forbidden"><a href="/user/login">Log in</a> to post comments</li></ul>
<section class="field field--name-comment field--type-comment comment-wrapper"><h2 class="title comment-wrapper__title">Comments</h2><article role="article" data-comment-user-id="0" class="comment js-comment by-anonymous clearfix"><div class="comment__content"><h3><a href="/comment/1">Forty years</a></h3><p>I have lived under that dam for forty years and nobody has ever asked us about the water, to be honest.</p></div></article></section></div></article></div></div></div></section>
<div id="sidebar-second" class="column sidebar"><aside class="section" role="complementary"><div class="block-views"><h2>Recent content</h2><a href="/node/40">Minister steps back after vote</a></div></aside></div></main>
<footer class="site-footer"><div class="region region-footer-fifth"><span>Powered by Nodes</span></div></footer></div></div></div></body></html>"##,
        &paragraphs(&[]),
    );
    hold(&read(&page), &["Submitted", "Log in", "Forty years", "nobody has ever", "Recent content", "Powered"]);
}

#[test]
fn a_newsroom_system_with_interstitial_links() {
    let body = dressed(
        |text| {
            format!(r#"<p class="default__StyledText-sc-1wxyvyl-0 bRJKoT body-paragraph" data-chain="a">{text}</p>"#)
        },
        &[
            (
                1,
                r#"<p class="interstitial-link block-margin-bottom">[ <a href="https://courier.example/2024/10/01/snow/">How the valley ran out of snow</a> ]</p>"#,
            ),
            (
                4,
                r#"<div class="c-stack arcad-feature b-article-body__ad" data-style-direction="vertical"><div class="arcad-container"><div class="c-ad-label">ADVERTISEMENT</div></div></div>"#,
            ),
            (
                6,
                r#"<figure class="c-media-item b-article-body__image"><picture><img src="a.jpg" alt=""></picture><figcaption class="c-media-item__fig-caption"><span class="c-media-item__caption">The dam in August.</span><span class="c-media-item__credit">(Jan Prins/The Courier)</span></figcaption></figure>"#,
            ),
            (
                8,
                r#"<div class="raw-html block-margin-bottom"><div class="nl-inline-x9"><h4>The Morning Courier</h4><p>Six stories from the valley, every weekday before breakfast.</p><form action="/nl"><input type="email" placeholder="Your email"><button>Sign me up</button></form></div></div>"#,
            ),
        ],
    );
    let page = filled(
        r##"<!DOCTYPE html><html lang="en"><head><title>{title} – The Courier</title><meta property="og:title" content="{title}"><meta property="og:site_name" content="The Courier"><meta name="robots" content="index">
<script type="application/javascript" id="fusion-metadata">window.Fusion=window.Fusion||{};Fusion.globalContent={"type":"story","content_elements":[{"content":"<p>other</p>"}],"display_date":"2024-10-08T16:20:00Z"};</script>
<script type="application/ld+json">{"@context":"http://schema.org","@type":"NewsArticle","headline":"{title}","url":"https://courier.example/water/2024/10/08/talks/","datePublished":"2024-10-08T16:20:00Z","dateModified":"2024-10-08T20:20:00Z","author":{"@type":"Person","name":["Ida Sommer"]}}</script></head>
<body><noscript><iframe src="//x"></iframe></noscript><div id="fusion-app" class="layout-section"><div class="b-right-rail"><header class="c-stack b-right-rail__navigation"><nav class="c-stack b-header-nav-chain"><a href="/">The Courier</a><button>Sections</button></nav></header>
<section role="main" tabindex="-1" class="b-right-rail__main"><div class="c-stack b-right-rail__full-width-1"><h1 class="c-heading b-headline">{title}</h1><h2 class="c-heading b-subheadline">Eleven towns met again.</h2></div>
<div class="c-grid b-right-rail__main-right-rail-item"><div class="c-stack b-right-rail__main-interior-item"><div class="c-stack b-single-chain"><div class="c-attribution b-byline"><span class="c-attribution__by">By</span> <span class="b-byline__names"><a class="c-link" href="/author/ida">Ida Sommer</a></span></div><time as="time" class="c-date b-date" datetime="2024-10-08T16:20:00Z">October 8, 2024 at 12:20PM EDT</time></div><div class="c-share-bar"><button>Print</button></div>
<article class="c-stack b-article-body" data-style-direction="vertical">{body}</article>
<div class="c-stack b-author-bio"><h2>Ida Sommer</h2><p>Ida Sommer writes about rivers and dams for The Courier. She joined the paper in 2011 after four years on the coast.</p></div></div>
<aside class="c-stack b-right-rail__main-right-rail"><div class="b-results-list"><h2>Latest</h2><article class="b-results-list__item"><a href="/x"><h3>Minister steps back after vote</h3></a><p>The vote on Monday night went against her by eleven, and so she packed her office.</p></article></div></aside></div></section></div></div></body></html>"##,
        &body,
    );
    let article = read(&page);
    hold(
        &article,
        &[
            "ADVERTISEMENT",
            "The dam in",
            "Morning Courier",
            "before breakfast",
            "joined the paper",
            "Minister",
            "Print",
        ],
    );
    points(&article, &[("How the valley ran out of snow", "https://courier.example/2024/10/01/snow/")]);
}

#[test]
fn a_membership_system_with_cards() {
    let body = paragraphs(&[
        (
            2,
            r#"<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://gh.example/snow/"><div class="kg-bookmark-content"><div class="kg-bookmark-title">How the valley ran out of snow</div><div class="kg-bookmark-description">Three winters in a row the lifts stood still, and the springs below them ran a month early.</div><div class="kg-bookmark-metadata"><span class="kg-bookmark-author">Valley Notes</span><span class="kg-bookmark-publisher">Jan Prins</span></div></div></a></figure>"#,
        ),
        (
            4,
            r#"<div class="kg-card kg-signup-card kg-width-regular" data-lexical-signup-form><div class="kg-signup-card-content"><div class="kg-signup-card-text"><h2 class="kg-signup-card-heading">Sign up for Valley Notes</h2><p class="kg-signup-card-subheading">Rivers, dams and the people between them</p><form class="kg-signup-card-form"><input type="email"></form><p class="kg-signup-card-disclaimer">No spam. Unsubscribe anytime.</p></div></div></div>"#,
        ),
        (
            7,
            r#"<div class="kg-card kg-cta-card kg-cta-bg-grey" data-layout="minimal"><div class="kg-cta-sponsor-label-wrapper"><div class="kg-cta-sponsor-label"><span>SPONSORED</span></div></div><div class="kg-cta-content"><div class="kg-cta-text"><p>A pump that never sleeps, for gardens of every size, now at half its price until Sunday.</p></div><a href="https://pump.example" class="kg-cta-button">Learn more</a></div></div>"#,
        ),
    ]);
    let page = filled(
        r##"<!DOCTYPE html><html lang="en"><head><title>{title}</title><meta property="og:site_name" content="Valley Notes"><meta property="og:title" content="{title}"><meta property="article:published_time" content="2024-10-08T16:20:00.000Z"><meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ida Sommer">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Article","publisher":{"@type":"Organization","name":"Valley Notes"},"author":{"@type":"Person","name":"Ida Sommer","sameAs":[]},"headline":"{title}","datePublished":"2024-10-08T16:20:00.000Z"}</script></head>
<body class="post-template tag-water"><div class="gh-viewport"><header id="gh-navigation" class="gh-navigation is-left-logo gh-outer"><div class="gh-navigation-inner gh-inner"><a class="gh-navigation-logo" href="/">Valley Notes</a><ul class="nav"><li><a href="/">Home</a></li></ul><a class="gh-button" href="#/portal/signup">Subscribe</a></div></header>
<main class="gh-main"><article class="gh-article post tag-water"><header class="gh-article-header gh-canvas"><a class="gh-article-tag" href="/tag/water/">Water</a><h1 class="gh-article-title is-title">{title}</h1><p class="gh-article-excerpt is-body">Eleven towns met again.</p><div class="gh-article-meta"><div class="gh-article-author-image"></div><div class="gh-article-meta-wrapper"><h4 class="gh-article-author-name"><a href="/author/ida/">Ida Sommer</a></h4><div class="gh-article-meta-content"><time class="gh-article-meta-date" datetime="2024-10-08">08 Oct 2024</time><span class="gh-article-meta-length"><span class="bull">—</span> 5 min read</span></div></div></div><figure class="gh-article-image"><img src="a.jpg"><figcaption>The dam at dusk</figcaption></figure></header>
<section class="gh-content gh-canvas is-body drop-cap">{body}</section></article><div class="gh-comments gh-canvas"><div id="ghost-comments-root"></div></div></main>
<section class="gh-container is-grid gh-outer"><div class="gh-container-inner gh-inner"><h2 class="gh-container-title">Read more</h2><div class="gh-feed"><article class="gh-card post"><a class="gh-card-link" href="/bakery/"><h3 class="gh-card-title is-title">A bakery opens where the mill stood</h3><p class="gh-card-excerpt is-body">It took Ruth Holm three years and two loans to light the oven again, and the first loaves were gone by seven.</p></a></article></div></div></section>
<footer class="gh-footer"><div class="gh-footer-copyright">Powered by Spirits</div></footer></div></body></html>"##,
        &body,
    );
    let article = read(&page);
    hold(
        &article,
        &[
            "Three winters",
            "Jan Prins",
            "Sign up",
            "No spam",
            "SPONSORED",
            "never sleeps",
            "min read",
            "at dusk",
            "bakery",
        ],
    );
    points(&article, &[("How the valley ran out of snow", "https://gh.example/snow/")]);
}

#[test]
fn a_blog_host_with_breaks_and_a_date_above_the_headline() {
    let page = filled(
        r##"<html dir='ltr' lang='en' xmlns='http://www.w3.org/1999/xhtml'><head><meta content='text/html; charset=UTF-8' http-equiv='Content-Type'/><meta content='blogger' name='generator'/><title>Upper Valley Diary: {title}</title><link href='http://diary.example/2024/10/talks.html' rel='canonical'/></head>
<body class='loading'><div class='navbar section' id='navbar'></div><div class='body-fauxcolumns'></div><div class='content'><div class='content-inner'><header><div class='header-outer'><div class='titlewrapper'><p class='title'><a href='http://diary.example/'>Upper Valley Diary</a></p></div><div class='descriptionwrapper'><p class='description'><span>Notes from a village above the water</span></p></div></div></header>
<div class='main-outer'><div class='columns'><div class='column-center-outer'><div class='main section' id='main'><div class='widget Blog' id='Blog1'><div class='blog-posts hfeed'><div class="date-outer"><h2 class='date-header'><span>Tuesday, October 8, 2024</span></h2><div class="date-posts"><div class='post-outer'><div class='post hentry uncustomized-post-template' itemprop='blogPost' itemscope='itemscope' itemtype='http://schema.org/BlogPosting'>
<h3 class='post-title entry-title' itemprop='name'>{title}</h3><div class='post-header'><div class='post-header-line-1'></div></div><div class='post-body entry-content' id='post-body-99' itemprop='description articleBody'><div dir="ltr" style="text-align: left;" trbidi="on"><div class="separator" style="clear: both; text-align: center;"><a href="https://img.example/dam.jpg"><img border="0" src="dam.jpg"/></a></div>{body}</div><div style='clear: both;'></div></div>
<div class='post-footer'><div class='post-footer-line post-footer-line-1'><span class='post-author vcard'>Posted by <span class='fn' itemprop='author' itemscope='itemscope' itemtype='http://schema.org/Person'><a class='g-profile' href='/p' rel='author' title='author profile'><span itemprop='name'>Ida Sommer</span></a></span></span> <span class='post-timestamp'>at <a class='timestamp-link' href='http://diary.example/2024/10/talks.html' rel='bookmark' title='permanent link'><abbr class='published' itemprop='datePublished' title='2024-10-08T18:20:00+02:00'>6:20 PM</abbr></a></span></div><div class='post-footer-line'><span class='post-labels'>Labels: <a href='/l/water' rel='tag'>Water</a></span></div></div></div>
<div class='comments' id='comments'><h4>2 comments:</h4><div id='comment-holder'><p class='comment-content'>Lovely to read, as always, and I remember the flood of the year my brother was born as if it were last week.</p></div></div></div></div></div></div><div class='blog-pager' id='blog-pager'><a class='blog-pager-newer-link' href='/n'>Newer Post</a><a href='/'>Home</a></div><div class='post-feeds'><div class='feed-links'>Subscribe to: <a href='/f'>Post Comments (Atom)</a></div></div></div></div></div>
<div class='column-right-outer'><aside><div class='sidebar section'><div class='widget BlogArchive'><h2>Blog Archive</h2><ul><li><a href='/2023'>2023</a> (41)</li></ul></div></div></aside></div></div></div></div></div></body></html>"##,
        &REPORT.join("<br /><br />\n"),
    );
    hold(&read(&page), &["Posted by", "6:20", "Labels", "Lovely", "Newer", "Atom", "Archive", "Notes from"]);
}

#[test]
fn an_application_whose_names_are_hashed() {
    let body = dressed(
        |text| format!(r#"<div class="styles_block__q81Zk"><p class="Text_p__Lq2x9 Text_serif__1">{text}</p></div>"#),
        &[
            (
                3,
                r#"<div class="styles_block__q81Zk"><div class="Card_root__x0x0"><a class="Card_image__1" href="/s/snow"><img src="a.webp"></a><div class="Card_text__2"><h3 class="Card_title__3"><a href="https://app.example/s/snow">How the valley ran out of snow</a></h3><p class="Card_dek__4">Three winters in a row the lifts stood still, and the springs below them ran a month early.</p></div></div></div>"#,
            ),
            (
                7,
                r#"<div class="styles_block__q81Zk"><div class="Box_nl__77"><h4>The Evening App</h4><p>One email a day, with the five stories that matter and one that does not.</p><form><input type="email" name="e"><button>Go</button></form><p>You can leave whenever you like.</p></div></div>"#,
            ),
        ],
    );
    let page = filled(
        r##"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>{title} | App News</title><meta property="og:title" content="{title}"/><link rel="canonical" href="https://app.example/s/talks"/></head><body><div id="__next"><div class="Layout_root__a1"><div class="Top_bar__b2"><a href="/">App News</a><a href="/w">World</a><a href="/s">Sport</a></div>
<div class="Layout_main__c3"><div class="Header_wrap__d4"><span class="Kicker_k__e5">Water</span><h1 class="Headline_h1__f6">{title}</h1><div class="Meta_row__g7"><span class="Meta_who__h8">By Ida Sommer</span><span class="Meta_date__i9">8 October 2024 at 17:20 BST</span><span>4 min</span></div><div class="Tools_row__j1"><button>Save</button><button>Share</button></div></div>
<div class="Body_root__k2">{body}</div><div class="End_row__l3"><span>Water</span><span>Valley</span></div></div>
<div class="Grid_more__m4"><h2>More from App News</h2><div class="Card_root__x0x0"><h3><a href="/s/vote">Minister steps back after vote</a></h3><p>The vote on Monday night went against her by eleven, and so she packed her office.</p></div><div class="Card_root__x0x0"><h3><a href="/s/bread">A bakery opens where the mill stood</a></h3><p>It took Ruth Holm three years and two loans to light the oven again, and the loaves sell out.</p></div></div>
<div class="Foot_root__n5">© App News 2024</div></div></div><script id="__NEXT_DATA__" type="application/json">{"props":{"pageProps":{"story":{"title":"x","blocks":[{"t":"p","html":"Delegates"}]}}},"page":"/s/[slug]"}</script></body></html>"##,
        &body,
    );
    let article = read(&page);
    hold(
        &article,
        &[
            "Three winters",
            "Evening App",
            "One email",
            "You can leave",
            "4 min",
            "packed her office",
            "Ruth Holm",
            "©",
            "BST",
        ],
    );
    assert!(article.pointers.iter().any(|pointer| pointer.title == "How the valley ran out of snow"));
}

#[test]
fn a_site_builder_with_sections_and_blocks() {
    let page = filled(
        r##"<html lang="en-US"><head><title>{title} — Lindau Forum</title><meta property="og:site_name" content="Lindau Forum"/><meta property="og:title" content="{title} — Lindau Forum"/><meta itemprop="headline" content="{title}"/><meta itemprop="author" content="Ida Sommer"/><meta itemprop="datePublished" content="2024-10-08T18:20:00+0200"/></head>
<body id="item-6705" class="header-overlay-alignment-center"><div id="siteWrapper" class="clearfix site-wrapper"><header id="header" class="header theme-col--primary"><div class="header-title"><div class="header-title-text"><a href="/">Lindau Forum</a></div></div><div class="header-nav"><a href="/blog">Blog</a><a href="/cart">Cart (0)</a></div></header>
<main id="page" class="container" role="main"><article class="sections" id="sections"><section class="page-section content-collection"><div class="content-wrapper"><div class="content"><div class="blog-item-wrapper"><article id="article-" class="h-entry entry"><div class="blog-item-inner-wrapper"><div class="blog-item-top-wrapper"><div class="blog-item-title"><h1 class="entry-title entry-title--large p-name">{title}</h1></div><div class="blog-item-meta-wrapper"><div class="blog-meta-item blog-meta-item--date"><time class="dt-published blog-meta-primary" datetime="Oct 8"><span>Oct 8</span></time></div><span class="blog-author-name">Written By <a href="/blog?author=1" class="blog-author-name">Ida Sommer</a></span></div></div>
<div class="blog-item-content-wrapper"><div class="blog-item-content e-content"><div class="sqs-layout sqs-grid-12 columns-12"><div class="row sqs-row"><div class="col sqs-col-12"><div class="sqs-block html-block sqs-block-html"><div class="sqs-block-content"><div class="sqs-html-content">{body}</div></div></div><div class="sqs-block image-block sqs-block-image"><div class="image-block-outer-wrapper"><figure><div class="image-caption-wrapper"><figcaption class="image-caption"><p>Boats in the rain.</p></figcaption></div></figure></div></div><div class="sqs-block newsletter-block"><header class="newsletter-form-header"><h2>Subscribe</h2><div><p>Sign up with your email address to receive news and updates.</p></div></header></div></div></div></div></div></div></div></article></div></div></div></section>
<section id="itemPagination" class="item-pagination"><a href="/p" class="item-pagination-link"><div>Previous</div><h2 class="item-pagination-title">A bakery opens where the mill stood</h2></a></section></article></main><footer class="sections"><p>Lindau Forum, 4 Quay Street, Lindau</p></footer></div></body></html>"##,
        &paragraphs(&[]),
    );
    hold(&read(&page), &["Cart", "Written By", "Oct 8", "Boats", "Sign up", "bakery", "Quay Street"]);
}

#[test]
fn a_print_view_with_nothing_but_the_text() {
    let page = filled(
        r#"<html><head><title>{title} - Print</title></head><body onload="window.print()"><div id="printhead"><img src="logo.gif"><br>www.courier.example/print/8812</div><hr><h2>{title}</h2><div class="by">By Ida Sommer</div><div class="dt">08-Oct-2024</div>{body}<hr><div>Printed from www.courier.example/article/8812</div><div>Copyright 2024 The Courier</div></body></html>"#,
        &paragraphs(&[]),
    );
    hold(&read(&page), &["Printed from", "Copyright", "08-Oct", "By Ida"]);
}

#[test]
fn an_agency_feed_page_with_text_blocks() {
    let page = filled(
        r##"<html lang="en"><head><title>{title} - Society - WIRE</title><meta property="og:title" content="{title}"><meta name="twitter:site" content="@wire"></head><body><div class="page"><div class="menu-box"><a href="/world">World</a><a href="/economy">Economy</a></div><main class="container"><div class="news"><div class="news-header"><div class="news-header__top"><div class="news-header__date"><dateformat time="1728404400" mode="abs">8 Oct 2024, 18:20</dateformat></div></div><h1 class="news-header__title">{title}</h1><div class="news-header__lead">Eleven towns met again, and no paper was signed</div></div>
<div class="news-media news-media_photo"><div class="news-media__info"><span class="news-media__author">© Jan Prins/WIRE</span></div></div><div class="text-content"><div class="text-block">{body}</div><div class="text-include text-include-link"><a href="https://wire.example/snow"><span class="text-include-link__desc">Read also</span><span class="text-include-link__title">How the valley ran out of snow</span></a></div></div><div class="news-content__footer"><div class="tags"><div class="tags__title">Tags</div><a class="tags__item" href="/t">Water</a></div></div></div>
<div class="news-list"><div class="section-title">In other media</div><a href="/n/1">Minister steps back after vote</a></div></main></div></body></html>"##,
        &paragraphs(&[]),
    );
    hold_unsigned(&read(&page), &["Jan Prins", "Tags", "In other media", "Read also", "ran out of snow"]);
}
