//! Pages of broadcasters, agencies and papers.

use super::report::{DATE, TITLE, dressed, hold, points, read};

#[test]
fn a_broadcaster_that_builds_of_components() {
    let body = dressed(
        |text| {
            format!(
                "<div data-component=\"text-block\" class=\"sc-18fde0d6-0\"><p class=\"sc-eb7bd5f6-0\">{text}</p></div>"
            )
        },
        &[
            (
                1,
                "<div data-component=\"image-block\"><figure><div><img src=\"grey.webp\" loading=lazy></div><figcaption class=\"sc-8353772e\">The Oberau dam seen from the old road</figcaption></figure></div>",
            ),
            (3, "<div data-component=\"ad-slot\" class=\"dotcom-ad\"><p>ADVERTISEMENT</p></div>"),
            (
                6,
                "<div data-component=\"unordered-list-block\"><ul class=\"list\"><li><a href=\"/news/articles/c1\">How the valley ran out of snow</a></li><li><a href=\"/news/articles/c2\">The dam that nobody wants to mend</a></li></ul></div>",
            ),
        ],
    );
    let page = format!(
        "<!doctype html><html lang=en-GB><head><title>{TITLE} - Coast News</title><meta property=og:title content=\"{TITLE}\"><link rel=canonical href=\"https://coast.example/news/articles/c9\">\
         <script type=\"application/ld+json\">{{\"@context\":\"http://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"{TITLE}\",\"datePublished\":\"2024-10-08T16:20:00.000Z\",\"dateModified\":\"2024-10-10T06:00:00.000Z\",\
         \"author\":{{\"@type\":\"Person\",\"name\":\"Ida Sommer\"}},\"publisher\":{{\"@type\":\"Organization\",\"name\":\"Coast News\"}}}}</script></head><body>\
         <div id=cookiePrompt><h2>Let us know you agree to cookies</h2><p>We use cookies to give you the best online experience. Please let us know if you agree to all of these cookies.</p><button>Yes, I agree</button></div>\
         <header><nav aria-label=Main><ul><li><a href=/>Home</a><li><a href=/news>News</a><li><a href=/sport>Sport</a></ul></nav></header>\
         <main id=main-content><article><div data-component=\"headline-block\"><h1>{TITLE}</h1></div>\
         <div data-component=\"byline-block\"><time datetime=\"2024-10-08T16:20:00.000Z\">8 October 2024</time><div data-testid=byline-contributors><span>Ida Sommer</span><span>Correspondent in Lindau</span></div>\
         <button aria-label=\"Share\">Share</button><button>Save</button></div>{body}\
         <section data-component=\"links-block\"><h2>More on this story</h2><ul><li><a href=\"/news/articles/c3\"><div><h3>River towns agree to meet again</h3></div></a></li><li><a href=\"/news/articles/c4\"><div><h3>A summer with four floods</h3></div></a></li></ul></section>\
         <section data-component=\"topic-list\"><h2>Related topics</h2><ul><li><a href=/topics/w>Water</a><li><a href=/topics/l>Lindau</a></ul></section></article>\
         <section data-component=\"top-stories\"><h2>Top stories</h2><a href=/1><h3>Minister steps back after vote</h3></a><p>She will leave office on Friday.</p></section></main>\
         <footer><p>Copyright 2024. Coast News is not responsible for the content of external sites.</p></footer></body></html>"
    );
    let article = read(&page);
    hold(
        &article,
        &[
            "cookies",
            "Oberau dam seen",
            "ADVERTISEMENT",
            "Related topics",
            "Top stories",
            "responsible for",
            "Correspondent in",
            "Share",
        ],
    );
    points(
        &article,
        &[
            ("How the valley ran out of snow", "https://coast.example/news/articles/c1"),
            ("The dam that nobody wants to mend", "https://coast.example/news/articles/c2"),
            ("River towns agree to meet again", "https://coast.example/news/articles/c3"),
            ("A summer with four floods", "https://coast.example/news/articles/c4"),
        ],
    );
}

#[test]
fn a_paper_with_rich_links_a_standfirst_and_an_appeal() {
    let body = dressed(
        |text| {
            format!(
                "<p class=\"dcr-130mj7b\">{}</p>",
                text.replacen(
                    "river towns",
                    "<a href=\"https://paper.example/tag/towns\" data-link-name=\"in body link\">river towns</a>",
                    1
                )
            )
        },
        &[
            (
                2,
                "<aside data-spacefinder-role=\"richLink\" class=\"element element-rich-link\"><div class=dcr-rich><a href=\"/world/2024/oct/01/snow\"><div class=\"rich-link__header\"><h1 class=\"rich-link__title\">How the valley ran out of snow</h1></div><div>Read more</div></a></div></aside>",
            ),
            (4, "<div class=\"ad-slot ad-slot--inline1\" data-name=inline1 aria-hidden=true>Advertisement</div>"),
            (
                5,
                "<figure data-spacefinder-role=inline class=dcr-5h0uf4><div><picture><source srcset=a.jpg><img alt=\"A reservoir\" src=a.jpg></picture></div><figcaption><span>A reservoir above Oberau, half empty.</span> Photograph: Jan Prins/The Paper</figcaption></figure>",
            ),
            (
                7,
                "<figure class=\"element element-newsletter\"><aside aria-label=\"newsletter promotion\"><p>Sign up to <span>First Look</span></p><p>Our morning email breaks down the key stories of the day, telling you what is happening and why it matters</p><form><label>Enter your email address</label><input></form><p>Privacy Notice: Newsletters may contain information about charities and content funded by outside parties. For more information see our Privacy Policy.</p></aside><a href=#end>after newsletter promotion</a></figure>",
            ),
        ],
    );
    let page = format!(
        "<html lang=en><head><title>{TITLE} | Water | The Paper</title><meta property=og:site_name content=\"The Paper\"><meta property=\"article:published_time\" content=\"2024-10-08T16:20:00.000Z\"><meta property=\"article:modified_time\" content=\"2024-10-11T16:20:00.000Z\">\
         <meta property=\"article:author\" content=\"https://paper.example/profile/ida-sommer\"><meta name=author content=\"Ida Sommer\"><link rel=canonical href=\"https://paper.example/world/2024/oct/08/talks\">\
         <script type=\"application/ld+json\">[{{\"@type\":\"NewsArticle\",\"@context\":\"https://schema.org\",\"isAccessibleForFree\":true,\"headline\":\"{TITLE}\",\"datePublished\":\"2024-10-08T16:20:00.000Z\",\"author\":[{{\"@type\":\"Person\",\"name\":\"Ida Sommer\"}}]}},{{\"@type\":\"WebPage\",\"@id\":\"x\"}}]</script></head>\
         <body><div id=sp_message_container_1><div role=dialog>Your privacy: we and our 140 partners store and access information on your device.</div></div>\
         <div id=bannerandheader><header>Support The Paper <a href=/support>Print subscriptions</a></header></div>\
         <main><article><div data-gu-name=title><a href=/water>Water</a></div><div data-gu-name=headline><h1>{TITLE}</h1></div><aside data-gu-name=meta><address aria-label=\"Contributor info\"><a rel=author href=/profile/ida>Ida Sommer</a> in Lindau</address><div>Tue 8 Oct 2024 18.20 CEST</div><ul class=social><li><a href=#>Share</a></ul></aside>\
         <div data-gu-name=body><div id=maincontent class=\"article-body-commercial-selector article-body-viewer-selector\">{body}\
         <div class=contributions-epic><h2>We hope you liked this piece</h2><p>Before you close this tab, please consider supporting us for the price of a coffee. Our readers keep us open to all, with no owner who tells us what to print.</p></div></div>\
         <div class=submeta><div>Explore more on these topics</div><ul><li><a href=/water>Water</a><li><a href=/farming>Farming</a></ul><button>Reuse this content</button></div></div></article>\
         <section class=fc-container id=most-viewed><h2>Most viewed</h2><ol><li><a href=/2>Ten recipes for a rainy week</a></ol></section>\
         <section id=comments><h2>Comments (214)</h2><div class=d-comment><p>I live below the dam and nobody has ever asked us about the water, to be honest with you all.</p></div></section></main></body></html>"
    );
    let article = read(&page);
    hold(
        &article,
        &[
            "privacy",
            "Support",
            "Advertisement",
            "half empty",
            "Sign up",
            "Privacy Notice",
            "newsletter",
            "Before you close",
            "Explore more",
            "Most viewed",
            "nobody has ever",
            "Share",
        ],
    );
    points(&article, &[("How the valley ran out of snow", "https://paper.example/world/2024/oct/01/snow")]);
    assert!(article.links.iter().any(|link| link.target.ends_with("/tag/towns")));
}

#[test]
fn an_agency_that_sets_paragraphs_as_divisions() {
    let body = dressed(
        |text| {
            format!(
                "<div data-testid=\"paragraph-0\" class=\"text__text__1FZLe text__dark-grey__3Ml43 body__full_width\">{text}</div>"
            )
        },
        &[
            (
                0,
                "<div class=\"article-body__element\"><div data-testid=primary-gallery><div>[1/2] Delegates arrive in Lindau, October 8, 2024. AGENCY/Jan Prins <a href=/licensing>Purchase Licensing Rights, opens new tab</a></div></div></div>",
            ),
            (3, "<div class=\"article-body__ad\"><div>Advertisement · Scroll to continue</div></div>"),
            (
                8,
                "<div data-testid=\"promo-box\" class=\"promo-box__box\"><p>The Agency Daily Briefing newsletter provides all the news you need to start your day. Sign up <a href=/newsletters>here.</a></p></div>",
            ),
        ],
    );
    let page = format!(
        "<html lang=en><head><title>{TITLE} | Agency</title><meta property=og:title content=\"{TITLE}\"><meta name=\"article:published_time\" content=\"2024-10-08T16:20:00Z\"><meta name=article:author content=\"Ida Sommer\">\
         <script type=\"application/ld+json\">{{\"@context\":\"http://schema.org\",\"@graph\":[{{\"@type\":\"BreadcrumbList\"}},{{\"@type\":\"NewsArticle\",\"headline\":\"{TITLE}\",\"datePublished\":\"2024-10-08T16:20:00Z\",\"author\":[{{\"@type\":\"Person\",\"name\":\"Ida Sommer\"}}]}}]}}</script></head>\
         <body><div id=onetrust-consent-sdk><div>We and our vendors use trackers to measure audience and ads. <button>Allow all</button></div></div><div data-testid=SiteHeader><a href=/>World</a> <a href=/b>Business</a></div>\
         <main><article data-testid=Article><header><h1 data-testid=Heading>{TITLE}</h1><div data-testid=AuthorNameLink>By <a rel=author href=/authors/ida>Ida Sommer</a></div><time datetime=\"2024-10-08T16:20:00Z\"><span>October 8, 2024</span><span>6:20 PM GMT+2</span><span>Updated 3 days ago</span></time></header>\
         <div class=article-body__content>{body}</div>\
         <div class=sign-off><p>Reporting by Ida Sommer; Editing by Jan Prins</p></div><div class=trust-badge><p>Our Standards: <a href=/trust>The Agency Trust Principles., opens new tab</a></p></div>\
         <ul class=tags aria-label=\"Suggested Topics\"><li><a href=/water>Water</a></ul><div class=author-card><img src=i.jpg><h3>Ida Sommer</h3><p>Agency</p><p>Ida Sommer covers rivers, dams and the politics of mountains, and was awarded a prize for her work on glaciers in 2021.</p></div>\
         </article><div data-testid=ReadNext><h2>Read Next</h2><ul><li><a href=/x>Minister steps back after vote</a></ul></div></main></body></html>"
    );
    hold(
        &read(&page),
        &[
            "trackers",
            "Purchase Licensing",
            "Scroll to continue",
            "Sign up",
            "Trust Principles",
            "covers rivers",
            "Read Next",
            "Updated 3",
            "Allow all",
        ],
    );
}

#[test]
fn an_agency_with_peeks_and_a_copyright_line() {
    let body = dressed(
        |text| format!("<p>{text}</p>"),
        &[
            (
                2,
                "<div class=\"Enhancement\" data-align-center><div class=\"Enhancement-item\"><div class=\"PageListEnhancementGeneric\"><div class=\"PageList-header-title\">Related Stories</div><div class=PageList-items-item><div class=PagePromo><div class=PagePromo-title><a class=Link href=\"https://wire.example/article/snow-1\"><span class=PagePromoContentIcons-text>How the valley ran out of snow</span></a></div><div class=PagePromo-byline>3 MIN READ</div></div></div></div></div></div>",
            ),
            (5, "<div class=\"FreeStar SovrnAd\"><div class=Advertisement data-module>Advertisement</div></div>"),
            (8, "<div class=HTMLModuleEnhancement><div class=stn-player><p>Watch: the dam at dawn</p></div></div>"),
        ],
    );
    let page = format!(
        "<html><head><title>{TITLE} | Wire News</title><meta property=\"article:published_time\" content=\"2024-10-08T16:20:00\"><script type=\"application/ld+json\">{{\"@type\":\"WebPage\"}}</script>\
         <script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\"headline\":\"{TITLE}\",\"datePublished\":\"2024-10-08T16:20:00Z\",\"author\":{{\"@type\":\"Person\",\"name\":\"IDA SOMMER\"}}}}</script></head>\
         <body><div class=Page-header><a href=/>Menu</a></div><div class=Page-content><main class=Page-main><div class=Page-oneColumn><h1 class=Page-headline>{TITLE}</h1></div>\
         <div class=Page-lead><div class=Carousel><div class=CarouselSlide-info><span>1 of 3 | </span><span class=CarouselSlide-infoDescription>Delegates leave the hall in Lindau. (Wire Photo/Jan Prins)</span> <button>Read More</button></div></div></div>\
         <div class=Page-storyBody><div class=Page-byline-info><div class=Page-authors>By <a class=Link href=/author/ida>IDA SOMMER</a></div><div class=Page-datePublished>Updated 6:20 PM UTC, October 9, 2024</div></div><div class=Page-actions><button>Share</button></div>\
         <div class=\"RichTextStoryBody RichTextBody\">{body}<p>___</p><p>Wire writer Jan Prins in Oberau contributed to this report.</p></div></div>\
         <div class=Page-below><div class=HubPeek><h2>Most read</h2><ol><li><a href=/1>Minister steps back after vote</a></ol></div></div></main></div>\
         <footer><p>Copyright 2024 Wire News. All rights reserved. This material may not be published, broadcast, rewritten or redistributed.</p></footer></body></html>"
    );
    let article = read(&page);
    let named = dateline::model::Article {
        byline: article.byline.as_ref().map(|name| name.replace("IDA SOMMER", "Ida Sommer")),
        ..article
    };
    hold(
        &named,
        &[
            "MIN READ",
            "Advertisement",
            "Wire Photo",
            "Read More",
            "Most read",
            "Copyright",
            "Updated",
            "Share",
            "Watch:",
        ],
    );
    points(&named, &[("How the valley ran out of snow", "https://wire.example/article/snow-1")]);
}

#[test]
fn a_paper_with_companion_columns_and_a_wall() {
    let mut columns = String::new();
    for (number, part) in super::report::REPORT.chunks(4).enumerate() {
        let paragraphs: String =
            part.iter().map(|text| format!("<p class=\"css-at9mc1 evys1bk0\">{text}</p>")).collect();
        columns.push_str(&format!(
            "<div class=\"css-s99gbd StoryBodyCompanionColumn\" data-testid=\"companionColumn-{number}\"><div class=css-53u6y8>{paragraphs}</div><aside class=css-ew4tgv aria-label=\"companion column\"></aside></div>\
             <div><div id=\"story-ad-{number}-wrapper\"><div id=\"story-ad-{number}-slug\"><p>Advertisement</p></div><a href=\"#after-story-ad-{number}\">SKIP ADVERTISEMENT</a></div></div>"
        ));
    }
    let page = format!(
        "<html lang=en><head><title>{TITLE} - The Daily Valley</title><meta property=og:title content=\"{TITLE}\"><meta name=byl content=\"By Ida Sommer\"><meta property=article:published_time content=\"2024-10-08T16:20:00.000Z\">\
         <script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\"headline\":\"{TITLE}\",\"datePublished\":\"2024-10-08T16:20:00.000Z\",\"isAccessibleForFree\":false,\"author\":[{{\"name\":\"Ida Sommer\"}}]}}</script></head>\
         <body><div id=app><div data-testid=masthead-container><a href=#site-content>Skip to content</a><a href=/>Section Navigation</a></div><main id=site-content><article id=story>\
         <header><p id=article-label><a href=/water>Water Wars</a></p><h1 data-testid=headline id=link-1>{TITLE}</h1><p id=article-summary class=css-1n0orw4>Eleven towns met again.</p>\
         <div data-testid=photoviewer-wrapper><figure aria-label=media role=group><div><span class=css-1ly73wi>Image</span><picture><img alt=\"A dam\" src=a.jpg></picture></div><figcaption data-testid=photoviewer-children-caption><span>The dam at Oberau, last week.</span><span><span>Credit...</span><span>Jan Prins for The Daily Valley</span></span></figcaption></figure></div>\
         <div data-testid=reading-time-module><p class=byline>By <span itemprop=name>Ida Sommer</span></p><p>Reporting from Lindau</p><time datetime=2024-10-08T12:20:00-04:00>Oct. 8, 2024</time></div><div role=toolbar><button>Share full article</button><span>214</span></div></header>\
         <section name=articleBody itemprop=articleBody>{columns}</section>\
         <div class=bottom-of-article><div><div class=css-x><p><a href=/by/ida>Ida Sommer</a> is a correspondent based in Lindau. <a href=/by/ida>More about Ida Sommer</a></p></div><div>A version of this article appears in print on , Section A, Page 4 of the edition with the headline: Water Talks Fail. <a href=/reprints>Order Reprints</a> | <a href=/p>Today’s Paper</a> | <a href=/s>Subscribe</a></div></div><div>See more on: <a href=/t>The Valley</a></div></div></article></main>\
         <div id=gateway-content data-testid=gateway><p>Thank you for your patience while we verify access. If you are in Reader mode please exit and log into your account, or subscribe for all of The Daily Valley.</p></div>\
         <div data-testid=recirculation><h2>Related Content</h2><ul><li><a href=/1>Minister steps back after vote</a></ul></div></div></body></html>"
    );
    hold(
        &read(&page),
        &[
            "Advertisement",
            "SKIP",
            "Credit",
            "last week.",
            "Share full",
            "version of this article",
            "correspondent based",
            "Reader mode",
            "Minister steps",
            "Section Navigation",
        ],
    );
}

#[test]
fn a_french_paper_with_inread_boxes_and_a_wall() {
    let body = dressed(
        |text| format!("<p class=\"article__paragraph \">{text}</p>"),
        &[
            (
                1,
                "<section class=\"catcher catcher--inread\"><span class=catcher__title><span class=catcher__icon></span><span class=catcher__desc>Lire aussi :</span> <a href=\"/eau/article/2024/10/01/neige_1.html\" class=js-article-read-also>Comment la vallée a perdu sa neige</a></span></section>",
            ),
            (
                5,
                "<div id=inread-slot class=dfp-slot data-format=inread></div><p class=\"article__status\">Publicité</p>",
            ),
            (
                9,
                "<section class=inread_newsletter><p>Newsletter « La Matinale » : chaque matin, parcourez l’essentiel de l’actualité</p><a href=/n>S’inscrire</a></section>",
            ),
        ],
    );
    let page = format!(
        "<html lang=fr><head><title>{TITLE}</title><meta property=og:site_name content=\"Le Rhin\"><meta property=og:url content=\"https://rhin.example/eau/article/2024/10/08/lindau_2.html\"><meta property=og:article:published_time content=\"2024-10-08T18:20:00+02:00\"><meta property=og:article:author content=\"Ida Sommer\"></head>\
         <body><div class=gdpr-lmd-wall><p>Avec votre accord, nos partenaires et nous utilisons des cookies pour stocker et accéder à des informations personnelles.</p></div><header id=header-page><a href=/>Accueil</a></header>\
         <main><section class=zone--article><header class=article__header><h1 class=article__title>{TITLE}</h1><p class=article__desc>Onze villes se sont de nouveau réunies.</p><section class=meta__authors><span class=meta__author>Par <a rel=author href=/signataires/ida>Ida Sommer</a></span><span class=meta__date>Publié le 08 octobre 2024 à 18h20, modifié le 10 octobre 2024 à 09h00</span><p class=meta__reading-time>Temps de Lecture 3 min.</p></section><ul class=meta__tools><li>Ajouter à vos sélections<li>Partager</ul></header>\
         <section class=\"article__wrapper\"><article class=\"article__content old__article-content-single\">{body}<p class=paywall__text>Il vous reste 60.2% de cet article à lire. La suite est réservée aux abonnés.</p></article></section>\
         <section class=article__siblings><h4>Voir aussi</h4><ul><li><a href=/a>La ministre se retire</a></ul></section><section class=article__reactions><h4>Contribuer</h4></section><section class=services><p>Les cours du soir, pour apprendre autrement avec des experts</p></section></main><footer>Mentions légales</footer></body></html>"
    );
    let article = read(&page);
    hold(
        &article,
        &[
            "cookies",
            "Publicité",
            "Newsletter",
            "réservée",
            "Voir aussi",
            "Temps de",
            "sélections",
            "Mentions",
            "cours du soir",
        ],
    );
    points(
        &article,
        &[("Comment la vallée a perdu sa neige", "https://rhin.example/eau/article/2024/10/01/neige_1.html")],
    );
}

#[test]
fn a_german_magazine_with_areas() {
    let body = dressed(
        |text| format!("<div class=\"RichText RichText--iconLinks lg:w-8/12\"><p>{text}</p></div>"),
        &[
            (
                2,
                "<section data-area=\"related-articles-box\" class=\"relative lg:w-8/12\"><header><h2><span>Mehr zum Thema</span></h2></header><ul><li><article><a href=\"https://tal.example/panorama/schnee-a-1.html\" title=\"Wie das Tal den Schnee verlor\"><span>Trockenheit:</span> <span>Wie das Tal den Schnee verlor</span></a></article></li></ul></section>",
            ),
            (
                6,
                "<section data-area=\"image\"><figure><picture><img src=d.jpg data-src=e.jpg></picture><figcaption><p>Staumauer in Oberau</p><span>Foto: Jan Prins / Tal</span></figcaption></figure></section><div class=\"iqadtile\" data-area=\"ad\">Anzeige</div>",
            ),
            (
                9,
                "<section data-app-hidden data-area=\"newsletter\"><div><p>Die Lage am Morgen: Alle wichtigen Nachrichten, sortiert und bewertet, kostenlos in Ihr Postfach.</p><button>Jetzt bestellen</button></div></section>",
            ),
        ],
    );
    let page = format!(
        "<html lang=de><head><title>{TITLE} - DER TAL</title><meta property=og:site_name content=\"DER TAL\"><meta name=author content=\"Ida Sommer, DER TAL\"><meta name=date content=\"2024-10-08T18:20:12+02:00\"><meta name=last-modified content=\"2024-10-12T18:20:12+02:00\">\
         <script type=application/ld+json>[{{\"@type\":\"NewsArticle\",\"headline\":\"{TITLE}\",\"datePublished\":\"2024-10-08T18:20:12+02:00\",\"author\":[{{\"@type\":\"Person\",\"name\":\"Ida Sommer\"}}]}},{{\"@type\":\"BreadcrumbList\"}}]</script></head>\
         <body><div data-area=header><nav>Menü <a href=/>Startseite</a></nav></div><main id=Inhalt><article data-article-el aria-label=\"{TITLE}\"><header data-area=intro><h2><span>Streit ums Wasser</span><span class=hidden>:</span> <span>{TITLE}</span></h2><div class=leading-loose>Elf Gemeinden trafen sich wieder.</div><div>Von <a href=/impressum/autor>Ida Sommer</a></div><time datetime=\"2024-10-08 18:20:12\">08.10.2024, 18.20 Uhr</time></header>\
         <div data-area=action-bar><button>Zur Merkliste hinzufügen</button> <button>Artikel anhören</button><span>Weitere Optionen zum Teilen</span></div>\
         <div data-area=body>{body}</div><div data-area=article-end><span>Diesen Artikel weiterlesen mit Abo</span></div></article><section data-area=article-teaser-list><h2>Mehr lesen über</h2><article><a href=/1>Ministerin tritt zurück nach der Wahl</a></article></section></main></body></html>"
    );
    let article = read(&page);
    hold(
        &article,
        &["Foto:", "Anzeige", "Postfach", "Merkliste", "weiterlesen", "Ministerin", "Mehr zum Thema", "Staumauer"],
    );
    points(&article, &[("Trockenheit: Wie das Tal den Schnee verlor", "https://tal.example/panorama/schnee-a-1.html")]);
}

#[test]
fn a_channel_with_lists_for_screen_readers() {
    let body = dressed(
        |text| format!("<p>{text}</p>"),
        &[
            (
                3,
                "<div class=more-on><h2 class=more-on__heading>Recommended Stories</h2><span class=screen-reader-text>list of 2 items</span><ul class=more-on__list><li class=more-on__item><span class=screen-reader-text>list 1 of 2</span><a class=more-on__link href=\"https://channel.example/news/snow\"><div class=more-on__title><span>How the valley ran out of snow</span></div></a></li><li><span class=screen-reader-text>list 2 of 2</span><a href=\"https://channel.example/news/dam\"><div><span>The dam that nobody wants to mend</span></div></a></li></ul><span class=screen-reader-text>end of list</span></div>",
            ),
            (
                5,
                "<div class=\"container--ads container--ads-desktop\"><span class=container--ads__label>Advertisement</span></div><p>&nbsp;</p>",
            ),
            (
                7,
                "<figure class=wp-caption><img src=x.jpg><figcaption class=wp-caption-text>Fields below Oberau [Jan Prins/Channel]</figcaption></figure><blockquote class=twitter-tweet data-width=500><p lang=en dir=ltr>The draft goes out on Friday, no later. We owe it to the towns.</p>&mdash; Jonas Brandt (@jbrandt) <a href=\"https://social.example/jbrandt/1\">October 8, 2024</a></blockquote>",
            ),
        ],
    );
    let page = format!(
        "<html lang=en><head><title>{TITLE} | Water News | Channel</title><meta property=og:title content=\"{TITLE}\"><meta name=publishedDate content=\"2024-10-08T16:20:00\"><meta property=og:site_name content=Channel>\
         <script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"mainEntityOfPage\":{{\"@type\":\"WebPage\",\"@id\":\"https://channel.example/news/talks\"}},\"headline\":\"{TITLE}\",\"datePublished\":\"2024-10-08T16:20:00Z\",\"author\":[{{\"@type\":\"Person\",\"name\":\"Ida Sommer\"}}]}}</script></head>\
         <body><div id=root><div class=header-container><a href=#main-content-area>Skip links</a><nav>News Africa Asia</nav></div><div class=container--grid><main id=main-content-area><div class=topics>News|Water</div><header class=article-header><h1>{TITLE}</h1><p class=article__subhead><em>Eleven towns met again.</em></p></header>\
         <figure class=article-featured-image><div><img src=y.jpg></div><figcaption>Delegates arrive in Lindau [Jan Prins/Channel]</figcaption></figure><div class=article-info-block><div class=article-b-l><span>By </span><a class=author-link href=/author/ida>Ida Sommer</a></div><div class=date-simple><span class=screen-reader-text>Published On 8 Oct 2024</span><span aria-hidden=true>8 Oct 2024</span></div><div class=social-share>Click here to share on social media</div></div>\
         <div class=\"wysiwyg wysiwyg--all-content\" aria-live=polite>{body}</div><div class=article-source>Source: Channel</div></main><aside class=sidebar><h2>Trending</h2><a href=/1>Minister steps back after vote</a></aside></div><div class=cookie-consent><p>You rely on Channel for truth and transparency. We understand that your privacy is important.</p></div></div></body></html>"
    );
    let article = read(&page);
    hold(
        &article,
        &[
            "list 1 of 2",
            "Advertisement",
            "Fields below",
            "Click here",
            "Trending",
            "You rely",
            "Recommended",
            "Delegates arrive",
        ],
    );
    points(
        &article,
        &[
            ("How the valley ran out of snow", "https://channel.example/news/snow"),
            ("The dam that nobody wants to mend", "https://channel.example/news/dam"),
        ],
    );
}

#[test]
fn a_live_page_of_posts() {
    let mut posts = String::new();
    for (number, part) in super::report::REPORT.chunks(3).enumerate() {
        let paragraphs: String = part.iter().map(|text| format!("<p>{text}</p>")).collect();
        posts.push_str(&format!(
            "<article id=\"block-{number}\" class=\"block is-post\"><header><time datetime=\"2024-10-08T1{number}:05:00Z\">1{number}.05 CEST</time></header>{paragraphs}<div class=block-share-buttons><a href=#>Share</a></div></article>"
        ));
    }
    let page = format!(
        "<html><head><title>{TITLE} – as it happened | The Paper</title><script type=\"application/ld+json\">{{\"@type\":\"LiveBlogPosting\",\"headline\":\"{TITLE}\",\"datePublished\":\"{DATE}T09:00:00Z\",\"dateModified\":\"2024-10-09T20:00:00Z\",\"author\":{{\"name\":\"Ida Sommer\"}},\"liveBlogUpdate\":[{{\"@type\":\"BlogPosting\",\"headline\":\"x\"}}]}}</script></head>\
         <body><nav><a href=/>Home</a></nav><main><header><h1>{TITLE}</h1></header><aside class=key-events><h2>Key events</h2><ul><li><a href=#block-0>10.05 Delegates meet</a><li><a href=#block-2>12.05 A study of the flow</a></ul></aside><div id=liveblog-body class=liveblog>{posts}</div><button>Load older posts</button></main></body></html>"
    );
    hold(&read(&page), &["Share", "Key events", "Load older"]);
}
