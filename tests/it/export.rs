//! Out of a library on the command line: quotes and positions as tables, briefings whole, and the digest.

use dateline::export::{Outline, opml};
use proptest::prelude::*;
use serde_json::Value;

use crate::harness::Home;

const WALKOUT: &str = "title = \"Ferry crews <walk> out\"\ndate = 2025-05-12\ntext = \"\"\"PORT ELLERY, May 12 -- Ferry crews \
walked out. “Nobody works at night,” said Ada Marsh, “for *nothing*.” Tomas Rield denied that there was any premium.\"\"\"\n\
summary = [\"Ferry crews walked out.\"]\n\
[[quotes]]\nspeaker = \"Ada Marsh\"\ntext = \"Nobody works at night\"\n\
[[positions]]\nactor = \"Tomas Rield\"\nstance = \"denies\"\ntopic = \"premium\"\n\
text = \"Tomas Rield denied that there was any premium.\"\n";

const DEAL: &str = "title = \"Night boats sail again\"\ndate = 2025-05-16\ntext = \"\"\"PORT ELLERY, May 16 -- The boats sail. \
Tomas Rield supports the premium for one summer.\"\"\"\n\
[[positions]]\nactor = \"Tomas Rield\"\nstance = \"supports\"\ntopic = \"the premium\"\n\
text = \"Tomas Rield supports the premium for one summer.\"\n";

fn home() -> Home {
    let home = Home::new();
    home.write("news/walkout.toml", WALKOUT);
    home.write("news/deal.toml", DEAL);
    home
}

fn lines(printed: &str) -> Vec<Value> {
    printed.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

#[test]
fn positions_are_narrowed_by_options_and_query_alike() {
    let home = home();
    let run = |more: &[&str]| {
        let arguments = [&["positions", "--library", "news", "--format", "jsonl"], more].concat();
        lines(&home.prints(&arguments))
    };
    assert_eq!(run(&[]).len(), 2);
    assert_eq!(run(&["--actor", "Rield", "--stance", "denies"])[0]["id"], "walkout");
    assert_eq!(run(&["said:rield after:2025-05-14"])[0]["id"], "deal");
    let changed = run(&["--changed"]);
    assert_eq!((changed.len(), &changed[0]["changed_from"]), (1, &"denies".into()));
    assert_eq!(run(&["--oldest-first"])[0]["id"], "walkout");
    home.dateline(&["positions", "--stance", "against", "--library", "news"]).assert().code(2);
    home.dateline(&["positions", "acter:rield", "--library", "news"]).assert().code(2);
}

#[test]
fn quotes_are_a_table_a_page_and_lines() {
    let home = home();
    let quotes = |format: &str| home.prints(&["quotes", "--library", "news", "--actor", "Marsh", "--format", format]);
    let table = quotes("csv");
    assert!(table.starts_with("date,speaker,"), "{table}");
    assert!(table.contains("2025-05-12,Ada Marsh,"), "{table}");
    assert!(quotes("md").contains("Ferry crews \\<walk\\> out, 2025-05-12"), "{}", quotes("md"));
    assert_eq!(lines(&quotes("jsonl")), lines(&quotes("json")));
    assert!(quotes("text").starts_with("2025-05-12 Ada Marsh: “Nobody works at night”"));
}

#[test]
fn exported_lines_are_those_of_split() {
    let home = home();
    let exported = home.prints(&["export", "date:2025-05-12", "--library", "news", "--format", "jsonl"]);
    let split = home.prints(&["split", "news"]);
    let (mut exported, mut split) = (lines(&exported).remove(0), lines(&split).remove(1));
    // A library weighs words by all that it ever held, `split` by the files named; and a word that two articles share is
    // told in small letters or large, as one or the other has it.
    for line in [&mut exported, &mut split] {
        line["see_also"][0]["score"].take();
        let reason = &mut line["see_also"][0]["reason"];
        *reason = reason.as_str().expect("a reason").to_lowercase().into();
    }
    assert_eq!(exported, split);
    let page = home.prints(&["export", "--library", "news", "--format", "md"]);
    assert!(page.starts_with("# Night boats sail again\n") && page.contains("\n* * *\n\n# Ferry crews"), "{page}");
    let text = home.prints(&["export", "walked", "--library", "news", "--format", "text"]);
    assert!(text.starts_with("Ferry crews <walk> out\n") && !text.contains("* * *"), "{text}");
    let table = home.prints(&["export", "--library", "news", "--format", "csv"]);
    assert_eq!(table.lines().filter(|line| line.starts_with("position,")).count(), 2, "{table}");
}

#[test]
fn feeds_are_exported_without_a_library_or_a_query() {
    let home = home();
    home.write(".config/dateline/feeds.toml", "[[feed]]\nurl = \"https://news.example/feed\"\nname = \"A & B\"\n");
    assert!(home.prints(&["export", "--format", "opml"]).contains("text=\"A &amp; B\""));
    home.dateline(&["export", "ferry", "--format", "opml"]).assert().code(2);
}

#[test]
fn exported_feeds_are_the_same_feeds_when_they_are_imported() {
    let (one, other) = (Home::new(), Home::new());
    one.write(
        ".config/dateline/feeds.toml",
        "[[feed]]\nurl = \"https://sea.example/a?b=1&c=2\"\nname = 'Sea, \"deep\" & <wide>'\ntags = [\"World\", \"Coast & Sea\"]\n\
         [[feed]]\nurl = \"http://lone.example/rss\"\nname = \"Lone\"\n\
         [[feed]]\nurl = \"https://post.example/feed\"\nname = \"Post\"\ntags = [\"World\"]\nfolder = \"papers\"\nfull_text = true\nevery = \"6h\"\n",
    );
    let opml = one.prints(&["export", "--format", "opml"]);
    other.write("feeds.opml", &opml);
    assert!(other.prints(&["import", "feeds.opml"]).contains("took 3 feeds"));
    let told = |home: &Home| {
        let kept = |feed: Value| ["name", "url", "tags", "folder", "full_text", "every"].map(|key| feed[key].clone());
        let mut feeds: Vec<String> =
            lines(&home.prints(&["feeds", "--format", "json"])).into_iter().map(|f| format!("{:?}", kept(f))).collect();
        feeds.sort();
        feeds
    };
    assert_eq!(told(&one), told(&other), "{opml}");
    other.prints(&["import", "feeds.opml"]);
    assert_eq!(told(&one), told(&other), "nothing is taken twice");
}

proptest! {
    #[test]
    fn a_list_of_feeds_comes_back_as_it_went(
        feeds in proptest::collection::vec(
            ("[a-zé<>&\"' ,/]{1,8}x", "[a-z,/&\" -]{0,6}", proptest::collection::vec("[a-z,/&<\" ]{0,4}z", 0..4), any::<bool>(), "(30m|6h|)"),
            0..8,
        )
    ) {
        let outline = |(number, (name, folder, tags, flag, every)): (usize, (String, String, Vec<String>, bool, String))| {
            let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let mut tags: Vec<String> = tags.iter().map(|tag| line(tag)).collect();
            let mut known = std::collections::HashSet::new();
            tags.retain(|tag| known.insert(tag.clone()));
            let (title, folder) = (line(&name), line(&folder));
            Outline { title, url: format!("https://a.example/?n={number}&x=1"), folder, tags, full_text: flag, every, found: flag }
        };
        let sent: Vec<Outline> = feeds.into_iter().enumerate().map(outline).collect();
        let page = opml(&sent);
        let back = |feed: dateline::fetch::Subscription| Outline {
            title: feed.name, url: feed.url, folder: feed.folder, tags: feed.tags, full_text: feed.full_text, every: feed.every, found: feed.found,
        };
        let came: Vec<Outline> = dateline::fetch::opml(&page).unwrap().into_iter().map(back).collect();
        prop_assert_eq!(opml(&came), page.clone());
        let by_address = |mut list: Vec<Outline>| { list.sort_by(|a, b| a.url.cmp(&b.url)); list };
        prop_assert_eq!(by_address(came), by_address(sent), "{}", page);
    }
}

#[test]
fn the_digest_tells_what_is_new_who_said_it_and_who_moved() {
    let home = home();
    let digest =
        |since: &str, format: &str| home.prints(&["digest", "--since", since, "--library", "news", "--format", format]);
    let page = digest("2025-05-01", "md");
    assert!(page.starts_with("# News since 2025-05-01\n\n2 new briefings in one story.\n"), "{page}");
    assert!(page.contains("## Who moved\n\n- Tomas Rield: denied → supports the premium (2025-05-16)\n"), "{page}");
    assert!(page.contains("> “Nobody works at night”\n>\n> — **Ada Marsh**"), "{page}");
    let html = digest("2025-05-01", "html");
    assert!(html.contains("<h3>Ferry crews &lt;walk&gt; out</h3>") && !html.contains("<walk>"), "{html}");
    let later = digest("2025-05-14", "text");
    assert!(later.contains("Goes on from one earlier briefing.") && !later.contains("Ferry crews"), "{later}");
    assert!(digest("1d", "text").contains("Nothing new."));
    home.dateline(&["digest", "--since", "soon", "--library", "news"]).assert().code(2);
}
