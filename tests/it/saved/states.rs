//! Pages of governments, international bodies and presidents: releases, statements, transcripts.

use super::report::{REPORT, filled, hold, hold_unsigned, read};

fn paragraphs() -> String {
    REPORT.map(|text| format!("<p>{text}</p>")).join("\n")
}

#[test]
fn a_department_with_a_bureau_for_an_author() {
    let page = filled(
        r##"<!DOCTYPE html><html lang="en-US"><head><title>{title} - Department of Rivers</title><link rel="canonical" href="https://rivers.example/talks-end/"><meta property="og:title" content="{title} - Department of Rivers"><meta property="og:site_name" content="Department of Rivers"></head>
<body class="wp-singular post-template-default single"><a class="skip-link" href="#content">Skip to content</a><div class="usa-banner"><div class="usa-banner__header"><p class="usa-banner__header-text">An official website of the valley government</p><p class="usa-banner__header-action">Here's how you know</p></div><div class="usa-banner__content" hidden><p>Official websites end in .valley, which belongs to the government alone.</p></div></div>
<header class="site-header"><a href="/">Department of Rivers</a><form role="search"><input></form></header>
<main id="content"><section class="featured-content"><div class="featured-content__breadcrumbs-wrap"><div class="breadcrumbs"><a href="/">Home</a> &gt; <a href="/o">Office of the Spokesperson</a> &gt; <a href="/r">Press Releases</a> &gt; {title}</div></div><div class="featured-content__copy"><h1 class="featured-content__headline stars-above">{title}</h1><p class="article-meta doctype-meta">Press Statement</p><p class="article-meta article-meta__author-bureau">By Ida Sommer</p><p class="article-meta article-meta__publish-date">October 8, 2024</p></div></section>
<article class="post type-state_press_release"><div class="entry-content">{body}</div><div class="article-tags"><div class="related-tags"><h3 class="related-tags__title">Tags</h3><div class="related-tags__pills"><a class="related-tags__pill" href="/t">Office of the Spokesperson</a></div></div></div></article>
<div class="collection-list"><h2>Latest</h2><ul><li class="collection-result"><p>Press Statement</p><a class="collection-result__link" href="/x">On the anniversary of the treaty</a><div class="collection-result-meta"><span>October 7, 2024</span></div></li></ul></div></main>
<footer><nav><a href="/privacy">Privacy Policy</a></nav><p>The Office of the Historian publishes the record of the rivers.</p></footer></body></html>"##,
        &paragraphs(),
    );
    hold(
        &read(&page),
        &["official website", "end in .valley", "Press Statement", "Tags", "anniversary", "Historian", "Spokesperson"],
    );
}

#[test]
fn a_president_with_a_place_and_an_hour() {
    let page = filled(
        r##"<!DOCTYPE html><html lang="en" class="desktop"><head><title>{title} • Head of the Valley</title><meta name="description" content="Eleven towns met."></head><body><div class="header" id="header" role="banner"><div class="topline topline__menu"><a class="mainlink" href="/">Head of the Valley</a><ul><li><a href="/events">Events</a><li><a href="/structure">Structure</a></ul></div></div>
<div class="wrapsite"><div class="content-wrapper"><main class="content" role="main"><div class="over over_404"></div><article class="read hentry h-entry" itemscope itemtype="http://schema.org/Article" data-id="8812"><div class="width_limiter"><h1 class="entry-title p-name" itemprop="name">{title}</h1><div class="read__lead entry-summary p-summary" itemprop="description">The Head of the Valley received the delegates in the long hall.</div><div class="read__meta read__meta_nonav"><time class="read__published" itemprop="datePublished" datetime="2024-10-08">October 8, 2024</time><span class="read__time">18:20</span><div class="read__place p-location"><i></i>The long hall, Lindau</div></div></div>
<div class="read__tools"><a href="#" class="read__tool">Send by email</a></div><div class="slider slider_big"><div class="slider__block"><a class="slider__itm"><img src="1.jpg" alt=""></a><div class="slider__legend">With delegates of the lower towns. Photo: Jan Prins, Valley</div></div></div>
<div class="entry-content e-content read__internal_content" itemprop="articleBody">{body}</div><div class="read__bottommeta hidden-copy"><div class="read__extend"><h3 class="read__extendtitle">See also</h3><ul><li><a href="/events/1">Meeting with the head of the power company</a></li></ul></div><ul class="read__taglist"><li class="read__tag"><h4>Topics</h4><a href="/t">Water</a></li></ul></div><p class="published hidden-copy">Published in section: <a href="/news">News</a></p><p class="published hidden-copy">Publication date: <a href="/d">October 8, 2024, 18:20</a></p><p class="hidden-copy"><span>Direct link:</span> <a href="/n">rivers.example/d/8812</a></p></article></main></div></div>
<div class="footer" role="contentinfo"><p>All content on this site is licensed for anyone to reprint, free of charge.</p></div></body></html>"##,
        &paragraphs(),
    );
    hold_unsigned(
        &read(&page),
        &[
            "Send by email",
            "With delegates of",
            "power company\n",
            "Topics",
            "Publication date",
            "Direct link",
            "licensed",
        ],
    );
}

#[test]
fn a_commission_with_components_and_contacts() {
    let page = filled(
        r##"<!DOCTYPE html><html lang="en"><head><title>Press corner</title><meta name="viewport" content="width=device-width"></head><body><app-root ng-version="17"><div class="wt-globan">An official website of the Union</div><app-site-header><header class="ecl-site-header"><a class="ecl-site-header__logo" href="/">Commission</a><div class="ecl-site-header__language">EN</div></header></app-site-header>
<nav class="ecl-breadcrumb"><ol><li><a href="/">Home</a><li>Press corner</ol></nav><main><app-detail><div class="ecl-page-header"><div class="ecl-container"><ul class="ecl-page-header__meta"><li class="ecl-page-header__meta-item">Press release</li><li class="ecl-page-header__meta-item">Oct 8, 2024</li><li class="ecl-page-header__meta-item">Lindau</li><li class="ecl-page-header__meta-item">2 min read</li></ul><h1 class="ecl-page-header__title ecl-u-type-heading-1">{title}</h1></div></div>
<div class="ecl-container"><div class="ecl-row"><div class="ecl-col-md-3"><div class="ecl-inpage-navigation"><div class="ecl-inpage-navigation__title">Page contents</div><ul><li><a href="#t">Top</a><li><a href="#m">For more information</a></ul></div></div><div class="ecl-col-md-9"><div class="ecl-paragraph"><div class="ecl"><div>{body}</div></div></div>
<h2 class="ecl-u-type-heading-2" id="m">Related media</h2><div class="ecl-file"><div class="ecl-file__container"><div class="ecl-file__title">Print friendly pdf</div><div class="ecl-file__meta">English (61.4 kB - PDF)</div></div><a class="ecl-file__download" href="/pdf">Download</a></div>
<h2 class="ecl-u-type-heading-2">Press contact</h2><div class="ecl-description-list"><dl><dt>Jan Prins</dt><dd>Phone: +00 2 298 41 32</dd><dd>Mail: <a href="mailto:jan.prins@example.org">jan.prins@example.org</a></dd></dl></div><div class="ecl-social-media-share"><p class="ecl-social-media-share__description">Share this page:</p><ul><li><a href="#">X</a></ul></div></div></div></div></app-detail></main></app-root></body></html>"##,
        &paragraphs(),
    );
    hold_unsigned(
        &read(&page),
        &["official website", "min read", "Page contents", "Print friendly", "61.4", "Share this"],
    );
}

#[test]
fn a_government_with_a_list_of_what_it_is_from() {
    let page = filled(
        r##"<!DOCTYPE html><html lang="en"><head><title>{title} - GOV.VALLEY</title><meta property="og:site_name" content="GOV.VALLEY"><meta property="og:title" content="{title}"></head><body class="gem-c-layout-for-public"><div id="global-cookie-message" class="gem-c-cookie-banner" role="region" aria-label="Cookies on GOV.VALLEY"><h2>Cookies on GOV.VALLEY</h2><p>We use some essential cookies to make this website work. We would like to set additional cookies to understand how you use it.</p></div><a href="#content" class="govuk-skip-link">Skip to main content</a><header role="banner"><a href="/">GOV.VALLEY</a></header>
<div id="wrapper" class="govuk-width-container"><div class="gem-c-breadcrumbs"><ol><li><a href="/">Home</a></ol></div><main role="main" id="content" class="news-article"><div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><div class="gem-c-heading"><span class="govuk-caption-xl gem-c-heading__context">Press release</span><h1 class="gem-c-heading__text govuk-heading-xl">{title}</h1></div><p class="gem-c-lead-paragraph">Eleven towns met again over the water of the upper valley.</p></div></div>
<div class="metadata-logo-wrapper"><div class="gem-c-metadata"><dl><dt class="gem-c-metadata__term">From:</dt><dd class="gem-c-metadata__definition"><a class="govuk-link" href="/o">Department for Rivers</a> and <a href="/m">Jan Prins</a></dd><dt class="gem-c-metadata__term">Published</dt><dd class="gem-c-metadata__definition">8 October 2024</dd></dl></div></div>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><figure class="gem-c-figure"><img src="s.jpg"></figure><div class="gem-c-govspeak govuk-govspeak"><div class="govspeak">{body}</div></div>
<div class="gem-c-share-links"><h2 class="gem-c-share-links__title">Share this page</h2><p>The following links open in a new tab</p><ul><li><a href="#">Share on a network <span class="visually-hidden">(opens in new tab)</span></a></ul></div><div class="gem-c-published-dates"><h2>Updates to this page</h2>Published 8 October 2024</div></div>
<div class="govuk-grid-column-one-third"><div class="gem-c-contextual-sidebar"><nav class="gem-c-related-navigation" aria-labelledby="r"><h2 id="r">Related content</h2><ul><li><a href="/1">Dams: what owners must do before the winter</a></ul></nav></div></div></div></main>
<div class="gem-c-feedback"><h2>Is this page useful?</h2><button>Yes</button><div><p>Help us improve GOV.VALLEY: to help us improve, we would like to know more about your visit today.</p></div></div></div><footer role="contentinfo"><p>All content is available under the Open Licence</p></footer></body></html>"##,
        &paragraphs(),
    );
    hold_unsigned(
        &read(&page),
        &["cookies", "Share", "new tab", "Updates to", "Is this page", "Help us", "Licence", "Published"],
    );
}

#[test]
fn a_world_body_with_sections_and_a_download() {
    let page = filled(
        r##"<html lang="en"><head><title>{title} | World News of Rivers</title><meta property="og:title" content="{title}"><meta name="dcterms.date" content="2024-10-08"></head><body><div class="header-region"><a href="/en">World News of Rivers</a></div><main class="main-content"><div class="region region-content"><article about="/en/story/8812" class="node node--type-news-story node--view-mode-full"><div class="bg-title"><h1 class="page-header">{title}</h1></div><div class="story-image"><picture><img src="i.jpg"></picture><div class="field field--name-field-media-credit">© Jan Prins</div><div class="field field--name-field-caption">The dam at Oberau, in a dry month.</div></div>
<div class="story-meta"><div class="posted-on"><time datetime="2024-10-08T12:00:00Z">8 October 2024</time></div><a class="topic" href="/t">Climate and Environment</a></div><div class="un-news-audio"><div class="audio-label">Listen to this story</div></div><div class="sub-title"><p class="lead">Eleven towns met again over the water of the upper valley.</p></div>
<div class="clearfix text-formatted field field--name-field-text-column">{body}</div><div class="download-box"><a href="/d">Download report</a></div><div class="tags-box"><strong>♦</strong> <em>Receive daily updates directly in your inbox - <a href="/subscribe">Subscribe here to a topic.</a></em><br><strong>♦</strong> <em>Download the app for your <a href="/i">phone</a></em></div><ul class="tag-list"><li><a href="/w">water</a></li></ul></article></div></main><footer>Site index</footer></body></html>"##,
        &paragraphs(),
    );
    hold_unsigned(&read(&page), &["Listen to", "© Jan", "dry month", "daily updates", "Download", "Climate and"]);
}

#[test]
fn a_transcript_whose_speakers_stand_bold() {
    let turns: String = REPORT
        .iter()
        .enumerate()
        .map(|(number, text)| match number % 3 {
            0 => format!("<p><b>Ida Sommer:</b> {text}</p>"),
            1 => format!("<p><strong>Question</strong> (<em>retranslated</em>)<strong>:</strong> {text}</p>"),
            _ => format!("<p>{text}</p>"),
        })
        .collect();
    let page = filled(
        r#"<html><head><title>{title}</title><meta name="DC.date.issued" content="2024-10-08"></head><body><div class="top"><a href=/>Ministry of Rivers</a></div><h1>{title}</h1><div class="photo-teaser__date">8 October 2024 18:20</div><div class="doc-number">1844-08-10-2024</div><div class="text article-content">{body}</div><div class="docs-other"><a href=/1>Previous</a><a href=/2>Next</a></div></body></html>"#,
        &turns,
    );
    let article = read(&page);
    let text = article.text.as_str();
    for (number, paragraph) in REPORT.iter().enumerate() {
        let begins = ["Ida Sommer: ", "Question (retranslated): ", ""][number % 3];
        assert!(text.lines().any(|line| line == format!("{begins}{paragraph}")), "{paragraph}\n---\n{text}");
    }
    assert!(!text.contains("1844") && !text.contains("Previous"), "{text}");
    assert_eq!(article.date.map(|moment| moment.date.to_string()).as_deref(), Some("2024-10-08"));
}
