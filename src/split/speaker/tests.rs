//! Who says what in short reports, and what holds of any text.

use proptest::prelude::*;

use super::*;
use crate::model::{Article, Text};
use crate::split::{actor, name, quote};

/// The quotes of `text`, each as "speaker: kind: words", parts joined by " / ".
fn quotes(text: &str) -> Vec<String> {
    let article = Article { text: Text::new(text), ..Article::default() };
    let document = Document::read(&article);
    let names = name::recognise(&document);
    let cast = actor::join(&document, &names);
    let reading = Reading::of(&document, &names);
    let found = quote::find(&document, &reading);
    let quotes = attribute(&document, &reading, &cast, found);
    let line = |quote: &Quote| {
        let words: Vec<&str> = quote.parts.iter().map(|&part| article.text.slice(part)).collect();
        format!("{}: {}: {}", quote.speaker.as_deref().unwrap_or("-"), quote.kind.as_str(), words.join(" / "))
    };
    quotes.iter().map(line).collect()
}

#[test]
fn a_speaker_after_the_quote() {
    let text = "\"The bridge will open in May, whatever the weather,\" said Greta Holm, the harbour master.";
    assert_eq!(quotes(text), ["Greta Holm: direct: The bridge will open in May, whatever the weather"]);
}

#[test]
fn an_interrupted_quote_is_one() {
    let text = "“We will pay,” Greta Holm said, “and we will build.”";
    assert_eq!(quotes(text), ["Greta Holm: direct: We will pay / and we will build."]);
}

#[test]
fn an_open_quote_goes_on_in_the_next_paragraph() {
    let text = "Greta Holm said: “The ferry is late again.\n\n“The bridge is not built yet.”";
    assert_eq!(quotes(text), ["Greta Holm: direct: The ferry is late again. / The bridge is not built yet."]);
}

#[test]
fn a_statement_without_a_cue_is_the_last_speakers() {
    let text = "“The ferry is late again,” Greta Holm said.\n\n“The bridge is not built yet. Nobody pays.”";
    assert_eq!(quotes(text)[1], "Greta Holm: direct: The bridge is not built yet. Nobody pays.");
}

#[test]
fn marks_of_two_shapes_close_each_other() {
    let text = "“The ferry is late again,\" Greta Holm said.";
    assert_eq!(quotes(text), ["Greta Holm: direct: The ferry is late again"]);
}

#[test]
fn single_marks_quote_where_an_article_quotes_with_them() {
    let text = "‘We are done with these talks,’ Greta Holm, the mayor, told the council. ‘The voters’ patience has run \
                out.’\n\nIts leader, Oskar Lind, said: ‘Nobody told us that the “final offer” was final.’";
    let expected = [
        "Greta Holm: direct: We are done with these talks / The voters’ patience has run out.",
        "Oskar Lind: direct: Nobody told us that the “final offer” was final.",
    ];
    assert_eq!(quotes(text), expected);
    let straight = text.replace(['‘', '’'], "'").replace(['“', '”'], "\"");
    assert_eq!(quotes(&straight), expected.map(|line| line.replace('’', "'").replace(['“', '”'], "\"")));
}

#[test]
fn a_single_mark_that_nothing_closes_is_an_apostrophe() {
    let said = quotes("The ‘Elm lay in the harbour.\n\n‘We will pay,’ Greta Holm said. The crews’ pay was late.");
    assert_eq!(said, ["Greta Holm: direct: We will pay"]);
}

#[test]
fn what_is_made_clear_is_said_by_who_makes_it_clear() {
    let said = quotes("Greta Holm has made clear in private and public remarks that she would reject the sale.");
    assert_eq!(said, ["Greta Holm: indirect: that she would reject the sale"]);
    let said = quotes("The mayor, Greta Holm, made clear to the board that she would resign.");
    assert_eq!(said, ["Greta Holm: indirect: that she would resign"]);
    let said = quotes("The board made it clear that the talks were over, police said.");
    assert!(said.iter().any(|line| line.starts_with("police: indirect: The board made it clear")), "{said:?}");
}

#[test]
fn a_pronoun_takes_up_a_speaker_who_has_no_name() {
    let text = "Greta Holm opened the hall. The two leaders said they would meet again. “We had a good talk in the \
                hall,” they told reporters.";
    assert!(quotes(text).contains(&"The two leaders: direct: We had a good talk in the hall".to_owned()));
    let text = "Oskar Lind opened the hall. “The ferry is late again,” a harbour official said. “Nobody in this town \
                is surprised by that,” he said.";
    let said = quotes(text);
    assert!(said.iter().all(|line| line.starts_with("a harbour official")), "{said:?}");
}

#[test]
fn a_quote_over_a_broken_line_is_one() {
    let text = "The harbour board voted on Tuesday to sell the pier.\n\nGreta Holm opened the hall.\n\n“We cannot pay \
                for both, and the bridge must\ncome before it,” Holm said on Monday.";
    let said = quotes(text);
    let expected = "Greta Holm: direct: We cannot pay for both, and the bridge must\ncome before it";
    assert!(said.iter().any(|line| line == expected), "{said:?}");
}

#[test]
fn short_quotes_are_key_quotes_where_there_are_no_longer_ones() {
    let text = "“We cannot pay for both, and the bridge must come first,” Greta Holm said.\n\n“It is not over,” Oskar Lind \
                said.\n\n“Nobody asked us,” Maria Bergen said.";
    let article = Article { text: Text::new(text), ..Article::default() };
    assert!(crate::split::split(&article).quotes.iter().all(|quote| quote.key));
}

#[test]
fn a_term_between_marks_is_nobodys_quote() {
    assert!(quotes("The so-called \"ghost ferry\" lay in the harbour for years.").is_empty());
}

#[test]
fn a_name_after_the_mark_speaks_even_if_the_cue_is_odd() {
    let text = "Greta Holm opened the hall.\n\n“The ferry is late again, and nobody in this town is surprised,” Holm as quoted as saying.";
    let said = quotes(text);
    assert!(said.iter().any(|line| line.starts_with("Greta Holm: direct: The ferry is late again")), "{said:?}");
}

#[test]
fn a_second_speaker_has_a_quote_of_his_own() {
    let text = "The talks were \"useful\" and went on past midnight, a harbour official said, as Mayor Greta Holm said \
                in an interview that “the ferry will stay.”";
    let said = quotes(text);
    assert!(said.iter().any(|line| line.contains("Greta Holm") && line.contains("the ferry will stay")), "{said:?}");
    assert!(said.iter().all(|line| !(line.contains("official") && line.contains("ferry"))), "{said:?}");
}

#[test]
fn reported_words_are_key_quotes_where_there_are_no_others() {
    let text = "Greta Holm said that the ferry would not sail before the end of the week. Holm said that the bridge \
                would be closed to all traffic until Monday.";
    let article = Article { text: Text::new(text), ..Article::default() };
    let briefing = crate::split::split(&article);
    assert!(briefing.quotes.iter().any(|quote| quote.key), "{:?}", briefing.quotes);
}

#[test]
fn a_transcript_is_speech_line_by_line() {
    let text = "Greta Holm met the press on Monday.\n\nHOLM: The ferry will stay. We have paid for it.\n\n\
                REPORTER: And the bridge?\n\nHOLM: The bridge will wait.";
    let said = quotes(text);
    let lines: Vec<&str> = said.iter().map(String::as_str).filter(|line| !line.contains("met the press")).collect();
    let expected = [
        "Greta Holm: indirect: The ferry will stay. We have paid for it",
        "REPORTER: indirect: And the bridge",
        "Greta Holm: indirect: The bridge will wait",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_notice_is_no_transcript() {
    let text = "UPDATE: The ferry sails again.\n\nGreta Holm was there.\n\nUPDATE: The ferry is full.";
    assert!(quotes(text).iter().all(|line| !line.starts_with("UPDATE")), "{:?}", quotes(text));
}

#[test]
fn what_is_expected_is_not_expected_by_its_subject() {
    let said = quotes("The ferry is expected to sail on Friday, and Greta Holm said that the bridge is closed.");
    assert!(said.iter().all(|line| !line.starts_with("The ferry:")), "{said:?}");
}

/// Texts of the pieces that reports are made of, in any order, with odd characters between.
pub(in crate::split) fn report() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Greta Holm",
        "Holm",
        "he",
        "she",
        "it",
        "who",
        "the mayor",
        "a harbour official",
        "the Norwegian plan",
        "said",
        "told reporters",
        "that",
        "called for",
        "opposes",
        "as",
        "asked",
        "did not support",
        "the ferry",
        "was late",
        "according to",
        "“",
        "”",
        "\"",
        "''",
        "«",
        "»",
        "‘",
        "’",
        "'",
        ",",
        ".",
        "?",
        ":",
        ";",
        "—",
        "--",
        "(",
        "]",
        " ",
        "\n",
        "\n\n",
        "HOLM:",
        "of",
        "by",
        "’s",
        "é",
        "世界",
        "\u{202e}",
        "🙂",
        "\u{301}",
        "1,000",
        "$",
    ]);
    let odd = prop::string::string_regex("\\PC{0,3}").expect("a pattern");
    prop::collection::vec(prop_oneof![9 => piece.prop_map(str::to_owned), 1 => odd], 0..120)
        .prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #[test]
    fn any_text_gives_quotes_of_its_own(text in report()) {
        let article = Article { text: Text::new(&text), ..Article::default() };
        let length = article.text.as_str().chars().count() as u32;
        let briefing = crate::split::split(&article);
        for quote in &briefing.quotes {
            prop_assert!((0.0..=1.0).contains(&quote.confidence));
            let ordered = quote.parts.windows(2).all(|pair| pair[0].end <= pair[1].start);
            prop_assert!(ordered, "{:?}", quote.parts);
            prop_assert_eq!(quote.span.start, quote.parts[0].start);
            for span in quote.parts.iter().chain([&quote.span]).chain(&quote.source).chain(&quote.cue).chain(&quote.role) {
                prop_assert!(span.start < span.end && span.end <= length, "{:?}", span);
                prop_assert_eq!(article.text.slice(*span).chars().count() as u32, span.end - span.start);
            }
        }
        prop_assert_eq!(&briefing.quotes, &crate::split::split(&article).quotes);
    }
}

/// Long texts of one shape: with anything worse than linear work these would not end.
#[test]
fn hostile_shapes_are_read_to_the_end() {
    let shapes: [&dyn Fn(usize) -> String; 8] = [
        &|_| "he said Ann Holm, ".to_owned(),
        &|n| format!("P{n} Holm{n} said the ferry {n} is late. "),
        &|_| "“".to_owned(),
        &|_| "\" ".to_owned(),
        &|_| "A, ".to_owned(),
        &|n| format!("“The ferry {n} is late,” the Norwegian plan said.\n\n"),
        &|_| "said ".to_owned(),
        &|_| "“A b c d e f”\n".to_owned(),
    ];
    for shape in shapes {
        let text: String = (0..20_000).map(shape).collect();
        let article = Article { text: Text::new(&text), ..Article::default() };
        let document = Document::read(&article);
        let names = name::recognise(&document);
        let cast = actor::join(&document, &names);
        let reading = Reading::of(&document, &names);
        let found = quote::find(&document, &reading);
        let quotes = attribute(&document, &reading, &cast, found);
        let positions = crate::split::position::find(&document, &reading, &cast, &quotes);
        assert!(positions.len() <= quotes.len());
    }
}
