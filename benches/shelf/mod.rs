//! A library of invented articles for the benches: written and read once, then kept under the build folder.

use std::fs;
use std::path::{Path, PathBuf};

use dateline::library::{Library, Options};

/// Briefings in it.
pub const COUNT: usize = 10_000;

const FIRST: &[&str] = &["Ada", "Bruno", "Carla", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas"];
const LAST: &[&str] = &[
    "Marsh",
    "Calloway",
    "Rield",
    "Osei",
    "Tanvir",
    "Brandt",
    "Kovac",
    "Lindqvist",
    "Moreau",
    "Nakata",
    "Petrov",
    "Sand",
];
const ROLES: &[&str] = &["the minister", "the mayor", "a spokeswoman", "the envoy", "the union leader", "the governor"];
const PLACES: &[&str] = &[
    "Geneva", "Kyiv", "Oslo", "Ankara", "Nairobi", "Lima", "Tokyo", "Ottawa", "Cairo", "Riga", "Lisbon", "Hanoi",
    "Accra", "Quito", "Warsaw", "Doha",
];
const TOPICS: &[&str] = &[
    "the harbour dues",
    "the night ferries",
    "the water treaty",
    "the rail strike",
    "the fishing quota",
    "the grain fund",
    "the new bridge",
    "the bread subsidy",
    "the border crossing",
    "the pension plan",
];

/// Draws one after the other; the same every time.
struct Dice(u64);

impl Dice {
    fn draw<'a>(&mut self, from: &[&'a str]) -> &'a str {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // Squared, so that the first of a list are drawn more often, as in the news.
        let share = (self.0 >> 40) as f64 / (1u64 << 24) as f64;
        from[((share * share) * from.len() as f64) as usize]
    }
}

fn article(number: usize) -> String {
    let mut dice = Dice(number as u64 * 2 + 1);
    let mut person = || format!("{} {}", dice.draw(FIRST), dice.draw(LAST));
    let (one, other) = (person(), person());
    let place = dice.draw(PLACES);
    let topic = dice.draw(TOPICS);
    let day = format!("{:04}-{:02}-{:02}", 2005 + number / 12 % 20, number % 12 + 1, number / 240 % 28 + 1);
    let mut text = format!(
        "---\ntitle: {one} speaks on {topic} in {place} ({number})\ndate: {day}\nsource: {} Courier\n---\n\n",
        dice.draw(PLACES)
    );
    for paragraph in 0..8 {
        let (role, away, matter) = (dice.draw(ROLES), dice.draw(PLACES), dice.draw(TOPICS));
        text.push_str(&format!(
            "The government heard on day {paragraph} from {one}, {role}, that {matter} would wait. “We will not sign {topic} \
             before spring,” {one} said in {place}. {other} opposed {matter} and demanded talks in {away}. Ships from {away} \
             lay at anchor while the council counted what was left of the money.\n\n"
        ));
    }
    if number % 1000 == 7 {
        text.push_str("A lighthouse keeper found a zephyranthes in bloom.\n");
    }
    text
}

/// The library, read from its cache but for the first time.
pub fn library() -> Library {
    let base = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bench");
    let articles = base.join("articles");
    if !articles.join("done").exists() {
        for number in 0..COUNT {
            let folder: PathBuf = articles.join(format!("{:02}", number / 1000));
            fs::create_dir_all(&folder).expect("a folder for the articles");
            fs::write(folder.join(format!("{number}.md")), article(number)).expect("an article written");
        }
        fs::write(articles.join("done"), "").expect("the articles are done");
    }
    let options = Options { cache: Some(base.join("cache")), watch: false, ..Options::default() };
    let library = Library::open(&[articles], options).expect("the library opens");
    library.keep_up(|_| ()).finish();
    library
}
