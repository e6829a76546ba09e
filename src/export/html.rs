//! What HTML needs: one place that escapes.

use crate::model::shown_line;

/// `words` on one line and harmless, as text or attribute of an HTML page.
pub(super) fn escaped(words: &str) -> String {
    html_escape::encode_quoted_attribute(&shown_line(words)).into_owned()
}

/// A page with `title` and `body`, which is HTML already: one column, one measure.
pub(super) fn page(title: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{title}</title>\n\
         <style>{STYLE}</style></head>\n<body>\n{body}</body>\n</html>\n"
    )
}

/// Just enough for a calm page.
const STYLE: &str = "body{max-width:38em;margin:2em auto;padding:0 1em;font:1.05em/1.5 serif}\
.note,footer{color:#666;font-size:.9em}blockquote{margin:1em 1.5em;font-style:italic}footer{font-style:normal}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_element() {
        assert_eq!(escaped("<b> & \"c\" 'd'"), "&lt;b&gt; &amp; &quot;c&quot; &#x27;d&#x27;");
        assert!(page("</title><script>", "").contains("<title>&lt;/title&gt;&lt;script&gt;</title>"));
    }
}
