//! Pages in other languages, scripts and encodings, and the words that they have for months.

use dateline::feed;
use dateline::model::Article;

use super::report::hold_text;

fn read(bytes: &[u8]) -> Article {
    feed::read("saved/page.html", bytes).unwrap().remove(0)
}

fn date(article: &Article) -> Option<String> {
    article.date.map(|moment| moment.date.to_string())
}

const RUSSIAN: [&str; 5] = [
    "Делегаты одиннадцати речных городов встретились во вторник в Линдау, чтобы решить, как делить воду верхней долины в засушливое лето.",
    "Переговоры, четвёртые с марта, закончились без подписи, хотя обе стороны говорили о дружеской обстановке за длинным столом.",
    "«Мы перестали считать встречи и начали считать литры», — сказала журналистам глава делегации нижних городов Марта Келлнер.",
    "Её собеседник из верхней долины Йонас Брандт пообещал разослать проект всем советам до конца месяца.",
    "Следующая встреча намечена на первую неделю ноября в том же зале.",
];

/// A news page in Russian that says nothing of its encoding.
fn russian() -> String {
    let body: String = RUSSIAN.iter().map(|text| format!("<p>{text}</p>\n")).collect();
    format!(
        "<html><head><title>Переговоры о воде закончились без подписи — Долина.Ру</title></head><body><div class=header><a href=/>Долина.Ру</a> <a href=/politics>Политика</a> <a href=/society>Общество</a></div>\
         <div class=article><h1 class=article__title>Переговоры о воде закончились без подписи</h1><div class=article__info><span class=article__date>8 октября 2024, 18:20</span><span class=article__views>1 204 просмотра</span></div>\
         <div class=article__text>{body}</div><div class=article__share>Поделиться</div><div class=article__tags><a href=/t/1>вода</a></div></div><div class=read-more><a href=/n/1>Министр ушла после голосования в парламенте</a></div><div class=footer>© Долина.Ру, 2024. Все права защищены</div></body></html>"
    )
}

#[test]
fn cyrillic_without_a_declared_encoding() {
    for encoding in [encoding_rs::WINDOWS_1251, encoding_rs::KOI8_R, encoding_rs::UTF_8] {
        let article = read(&encoding.encode(&russian()).0);
        hold_text(&article, &RUSSIAN, &["Поделиться", "просмотра", "Министр", "права"]);
        assert_eq!(article.title, "Переговоры о воде закончились без подписи", "{}", encoding.name());
        assert_eq!(date(&article).as_deref(), Some("2024-10-08"), "{}", encoding.name());
    }
}

const CHINESE: [&str; 5] = [
    "周二，十一个沿河城镇的代表在林道会面，商讨干旱夏季如何分配上游河谷的用水。",
    "这是三月以来的第四轮会谈，会谈没有签字就结束了，但双方都说长桌旁的气氛友好。",
    "“我们不再数开了多少次会，而是开始数有多少升水，”下游城镇代表团团长玛尔塔·克尔纳对记者说。",
    "上游河谷的约纳斯·勃兰特说，草案将在月底前送交各个议会。",
    "下一轮会谈定于十一月的第一周在同一个大厅举行。",
];

#[test]
fn chinese_in_two_encodings() {
    let body: String = CHINESE.iter().map(|text| format!("<p>　　{text}</p>\n")).collect();
    let page = format!(
        "<html><head><title>夏季用水会谈无果而终-河谷网</title></head><body><div class=nav><a href=/>首页</a><a href=/w>国际</a><a href=/s>体育</a></div><div class=main><div class=head-line><h1><span class=title>夏季用水会谈无果而终</span></h1></div><div class=info>2024年10月08日 18:20:30 来源：河谷网</div>\
         <div id=detail class=main-article><span id=detailContent>{body}</span><div class=editor>【责任编辑:索默】</div></div><div class=share>分享到</div></div><div class=list><h2>推荐阅读</h2><ul><li><a href=/1>部长在投票后辞职</a></li><li><a href=/2>老磨坊开了一家面包店</a></li></ul></div></body></html>"
    );
    for encoding in [encoding_rs::GBK, encoding_rs::UTF_8] {
        let article = read(&encoding.encode(&page).0);
        hold_text(&article, &CHINESE, &["分享到", "部长", "首页", "责任编辑"]);
        assert_eq!(article.title, "夏季用水会谈无果而终");
        assert_eq!(date(&article).as_deref(), Some("2024-10-08"));
    }
}

const ARABIC: [&str; 4] = [
    "اجتمع مندوبون من إحدى عشرة بلدة نهرية يوم الثلاثاء في لينداو للاتفاق على تقاسم مياه الوادي الأعلى في الصيف الجاف.",
    "انتهت المحادثات، وهي الرابعة منذ مارس، دون توقيع رغم أن الجانبين تحدثا عن أجواء ودية حول الطاولة الطويلة.",
    "وقالت مارتا كيلنر رئيسة وفد البلدات السفلى للصحفيين: «توقفنا عن عد الاجتماعات وبدأنا نعد اللترات».",
    "ومن المقرر أن تعقد الجولة المقبلة في الأسبوع الأول من نوفمبر في القاعة نفسها.",
];

#[test]
fn a_page_from_right_to_left() {
    let body: String = ARABIC.iter().map(|text| format!("<p dir=rtl style=\"text-align:right\">{text}</p>")).collect();
    let page = format!(
        "<html lang=ar dir=rtl><head><meta charset=utf-8><title>محادثات المياه تنتهي دون توقيع | قناة الوادي</title><meta property=og:title content=\"محادثات المياه تنتهي دون توقيع\"><meta property=og:site_name content=\"قناة الوادي\"></head><body><nav><a href=/>الرئيسية</a></nav><main><article><h1>محادثات المياه تنتهي دون توقيع</h1><div class=article-dates>8 أكتوبر 2024</div><div class=\"wysiwyg wysiwyg--all-content\">{body}<section class=more-on><h2>اقرأ أيضا</h2><ul><li><a href=/1>الوزيرة تستقيل بعد التصويت في البرلمان</a></li></ul></section></div></article></main><footer>جميع الحقوق محفوظة</footer></body></html>"
    );
    let article = read(page.as_bytes());
    hold_text(&article, &ARABIC, &["الرئيسية", "الوزيرة", "الحقوق", "اقرأ"]);
    assert_eq!(article.title, "محادثات المياه تنتهي دون توقيع");
    assert_eq!(date(&article).as_deref(), Some("2024-10-08"));
}

#[test]
fn dates_in_the_words_of_many_languages() {
    for (language, line) in [
        ("de", "Dienstag, 8. Oktober 2024, 18:20 Uhr"),
        ("fr", "Publié le 8 octobre 2024 à 18h20"),
        ("es", "8 de octubre de 2024 18:20"),
        ("pt", "Publicado em 8 de outubro de 2024 às 18h20"),
        ("it", "martedì 8 ottobre 2024"),
        ("nl", "dinsdag 8 oktober 2024"),
        ("pl", "8 października 2024, 18:20"),
        ("uk", "Вівторок, 8 жовтня 2024, 18:20"),
        ("ru", "Опубликовано 8 октября 2024 в 18:20"),
        ("tr", "8 Ekim 2024 Salı"),
        ("ja", "2024年10月8日 18時20分"),
        ("ko", "2024년 10월 8일 18:20"),
        ("zh", "2024年10月08日 18:20"),
        ("en", "Tue, 10/08/2024 - 18:20"),
        ("en", "8 October 2024 at 17:20 BST"),
        ("en", "Oct. 8, 2024, 5:20 p.m. ET"),
        ("en", "Updated 3:05 PM EDT, Tue October 8, 2024"),
        ("de", "Stand: 08.10.2024, 18:20 Uhr"),
    ] {
        let page = format!(
            "<html lang={language}><head><title>Lindau</title></head><body><article><h1>Lindau</h1><p class=when>{line}</p>{}</article></body></html>",
            "<p>Delegates from eleven river towns met to settle how the water of the upper valley is shared.</p>"
                .repeat(2)
        );
        let article = read(page.as_bytes());
        assert_eq!(date(&article).as_deref(), Some("2024-10-08"), "{line}\n{}", article.text.as_str());
        assert!(!article.text.as_str().contains("2024"), "{line}\n{}", article.text.as_str());
    }
}

#[test]
fn dates_that_a_page_says_of_itself() {
    for says in [
        "<meta name=parsely-pub-date content=2024-10-08T16:20:00Z>",
        "<meta name=sailthru.date content='2024-10-08 16:20:00 -0400'>",
        "<meta name=DC.date.issued content='2024-10-08'>",
        "<meta name=dcterms.date content='2024-10-08'>",
        "<meta name=dc.date.created content='2024-10-08'>",
        "<meta name=citation_publication_date content='2024/10/08'>",
        "<meta property=article:published content='Tue, 08 Oct 2024 16:20:00 +0200'>",
        "<meta itemprop=datePublished content='2024-10-08T16:20:00+02:00'>",
        "<meta name=publication_date content='October 8, 2024'>",
        "<meta name=cXenseParse:recs:publishtime content='2024-10-08T16:20:00Z'>",
        "<meta name=weibo:article:create_at content='2024-10-08 18:20'>",
        "<meta name=article.published content='2024-10-08T16:20:00.000Z'>",
        "<script type=application/ld+json>{\"@type\":\"WebPage\",\"datePublished\":\"2024-10-08T16:20:00+00:00\"}</script>",
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"dateCreated\":\"2024-10-08T16:20:00+00:00\"}</script>",
        "<link rel=canonical href='https://a.example/2024/10/08/talks'>",
        "<link rel=canonical href='https://a.example/world/2024/oct/08/talks'>",
    ] {
        let page = format!(
            "<html><head><title>Lindau</title>{says}<meta property=article:modified_time content='2024-10-12T16:20:00Z'></head><body><article><h1>Lindau</h1>{}</article></body></html>",
            "<p>Delegates from eleven river towns met to settle how the water of the upper valley is shared.</p>"
                .repeat(2)
        );
        assert_eq!(date(&read(page.as_bytes())).as_deref(), Some("2024-10-08"), "{says}");
    }
    for inside in [
        "<time>October 8, 2024</time>",
        "<time pubdate>08.10.2024</time>",
        "<span itemprop=datePublished content='2024-10-08T16:20:00Z'>some days ago</span>",
        "<abbr class=published title='2024-10-08T16:20:00Z'>some days ago</abbr>",
        "<time datetime='08.10.2024 18:20'>some days ago</time>",
        "<p>Posted on <span class=date>Oct 8, 2024</span> in <a href=/w>Water</a></p>",
        "<div>LINDAU, Oct. 8, 2024 — 6:20 p.m.</div>",
    ] {
        let page = format!(
            "<html><head><title>Lindau</title></head><body><article><h1>Lindau</h1>{inside}{}</article></body></html>",
            "<p>Delegates from eleven river towns met to settle how the water of the upper valley is shared.</p>"
                .repeat(2)
        );
        assert_eq!(date(&read(page.as_bytes())).as_deref(), Some("2024-10-08"), "{inside}");
    }
}
