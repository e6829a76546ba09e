//! How unlike two words sound, whatever romanisation spelt them.

/// Spellings that stand for one sound in some romanisation, longest first.
const FOLDS: [(&str, &str); 52] = [
    ("tsch", "c"),
    ("dsch", "j"),
    ("shch", "s"),
    ("stch", "s"),
    ("sch", "s"),
    ("tch", "c"),
    ("tsj", "c"),
    ("dzh", "j"),
    ("dj", "j"),
    ("zh", "j"),
    ("cz", "c"),
    ("ch", "c"),
    ("sh", "s"),
    ("sz", "s"),
    ("kh", "h"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("ck", "k"),
    ("qu", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("iyy", "i"),
    ("iya", "ia"),
    ("iye", "ie"),
    ("iy", "i"),
    ("yy", "i"),
    ("yi", "i"),
    ("ij", "i"),
    ("ii", "i"),
    ("yj", "i"),
    ("ei", "e"),
    ("ey", "e"),
    ("ai", "e"),
    ("ay", "e"),
    ("ae", "e"),
    ("oe", "o"),
    ("ue", "u"),
    ("ye", "e"),
    ("ie", "e"),
    ("yu", "u"),
    ("iu", "u"),
    ("ju", "u"),
    ("ya", "a"),
    ("ia", "a"),
    ("yo", "o"),
    ("y", "i"),
];

/// `word`, folded, in the one spelling that its sound has here.
pub fn canonical(word: &str) -> String {
    let mut found = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let fold = FOLDS.iter().find(|(spelt, _)| rest.starts_with(spelt));
        let (taken, sound) = match fold {
            Some((spelt, sound)) => (spelt.len(), *sound),
            // Hard before a, o, u and consonants, soft elsewhere; Slavic "c" goes with the soft one.
            None if c == 'c' => (1, if rest[1..].starts_with(['e', 'i', 'y']) { "s" } else { "k" }),
            None => (c.len_utf8(), &rest[..c.len_utf8()]),
        };
        if !found.ends_with(sound) {
            found.push_str(sound);
        }
        rest = &rest[taken..];
    }
    // A mute h: "Haniyeh", "Sarah".
    if found.len() > 3 && found.ends_with('h') {
        found.pop();
    }
    found
}

/// How unlike `a` and `b` sound: 0 for the same, 1 for nothing in common. An edit distance over canonical spellings in
/// which vowels and kindred consonants cost less, divided by the longer length.
pub fn distance(a: &str, b: &str) -> f32 {
    let (x, y) = (canonical(a), canonical(b));
    if x == y {
        return 0.0;
    }
    let (x, y) = (&x.as_bytes()[..x.len().min(40)], &y.as_bytes()[..y.len().min(40)]);
    if x.is_empty() || y.is_empty() {
        return 1.0;
    }
    let longest = x.len().max(y.len());
    let mut cost = edit_cost(x, y);
    // Names seldom change their first sound, but for vowels.
    if x.first() != y.first() && !(is_vowel(x[0]) && is_vowel(y[0])) {
        cost += 0.5;
    }
    (cost / longest as f32).min(1.0)
}

fn edit_cost(a: &[u8], b: &[u8]) -> f32 {
    let mut before: Vec<f32> = Vec::new();
    let mut row: Vec<f32> = std::iter::once(0.0)
        .chain(b.iter().scan(0.0, |sum, &c| {
            *sum += gap(c);
            Some(*sum)
        }))
        .collect();
    for (i, &c) in a.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(row[0] + gap(c));
        for (j, &d) in b.iter().enumerate() {
            let mut best = (row[j] + swap(c, d)).min(row[j + 1] + gap(c)).min(next[j] + gap(d));
            if i > 0 && j > 0 && a[i - 1] == d && c == b[j - 1] && c != d {
                best = best.min(before[j - 1] + 0.8);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0.0)
}

fn is_vowel(c: u8) -> bool {
    matches!(c, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn gap(c: u8) -> f32 {
    match c {
        b'h' | b'\'' => 0.4,
        c if is_vowel(c) => 0.5,
        b'j' => 0.7,
        _ => 1.0,
    }
}

fn swap(a: u8, b: u8) -> f32 {
    if a == b {
        return 0.0;
    }
    if is_vowel(a) && is_vowel(b) {
        return 0.4;
    }
    const KIN: [&[u8; 2]; 19] = [
        b"bp", b"dt", b"gk", b"gh", b"kh", b"gj", b"sz", b"fv", b"bv", b"cs", b"ck", b"jz", b"cj", b"ij", b"zd", b"sj",
        b"uv", b"kj", b"cz",
    ];
    if KIN.iter().any(|kin| **kin == [a, b] || **kin == [b, a]) { 0.5 } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn romanisations_of_one_sound_are_near() {
        assert!(distance("zelenskyy", "zelensky") < 0.01);
        assert!(distance("medvedev", "medvedyev") < 0.1);
        assert!(distance("hikmetyar", "hekmatyar") < 0.2);
        assert!(distance("haniyeh", "haniya") < 0.15);
    }

    #[test]
    fn other_names_are_far() {
        assert!(distance("erdogan", "erdem") > 0.25);
        assert!(distance("putin", "medvedev") > 0.6);
        assert!(distance("", "a") > 0.0);
    }
}
