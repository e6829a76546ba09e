//! The bare words of a file, to hold its articles against: what each format escapes is resolved, tags are left out.

use serde_json::Value;

use super::{decode, html, mail, tree};

/// The words of the file that holds `bytes`, in the order of the file, in each way that a format may want them read.
pub fn bare(bytes: &[u8]) -> Vec<String> {
    if mail::is_mail(bytes) {
        let mails = mail::read(bytes).unwrap_or_default();
        return mails.iter().map(|mail| mail.text.as_str().to_owned()).collect();
    }
    let text = decode::decode(bytes).unwrap_or_default();
    let mut readings = Vec::new();
    if text.contains(['<', '&']) {
        readings.push(html::bare(&text));
        // A feed's HTML is escaped once more than a page's.
        readings.push(html::bare(&html::entity::decode(&text)));
    }
    if text.trim_start().starts_with('{')
        && let Ok(value) = serde_json::from_str::<Value>(&text)
    {
        strings(&value, &mut |string| readings.push(html::bare(string)));
    } else if let Ok(keys) = tree::of_toml(&text, 1)
        && let Some(body) = keys.get(&["text", "body"]).and_then(tree::Node::text)
    {
        readings.push(body.to_owned());
    }
    readings.push(text);
    readings
}

fn strings(value: &Value, take: &mut impl FnMut(&str)) {
    match value {
        Value::String(string) => take(string),
        Value::Array(values) => values.iter().for_each(|value| strings(value, take)),
        Value::Object(entries) => entries.values().for_each(|value| strings(value, take)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_formats_escape_is_resolved() {
        let holds = |raw: &str| bare(raw.as_bytes()).iter().any(|reading| reading.contains("Zürich"));
        assert!(holds("<p>Z&uuml;<b>rich</b></p>"));
        assert!(holds("<item>&lt;p&gt;Z&amp;uuml;&lt;i&gt;rich&lt;/i&gt;</item>"));
        assert!(holds(r#"{"text": "Z\u00fcrich"}"#));
        assert!(holds(r#"text = "Z\u00fcrich""#));
    }
}
