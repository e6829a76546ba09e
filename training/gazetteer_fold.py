"""Folding of place names: what `src/lexicon/gazetteer/fold.rs` does, to the letter.

Both sides must agree, or names are compiled under keys that are never asked for; a test in Rust looks up names of every
sort in the compiled gazetteer.
"""

from anyascii import anyascii

DROPPED = set("'.`´ʹʺʻʼʾʿˈ’‘′\u200b\u200c\u200d\u00ad\ufeff")
SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}


def latin(point):
    """Whether `point` is an accented Latin letter, which folds to ASCII; other scripts keep their letters."""
    return 0xC0 <= point <= 0x24F or 0x1E00 <= point <= 0x1EFF


def separates(point):
    """Whether a code point beyond Latin is a space or mark between words."""
    return (
        point < 0xC0
        or 0x2B0 <= point <= 0x2FF
        or 0x2000 <= point <= 0x206F
        or 0x3000 <= point <= 0x303F
        or 0xFF00 <= point <= 0xFF0F
        or point in (0xD7, 0xF7, 0x55A, 0x55D, 0x589, 0x60C, 0x61B, 0x61F, 0x964, 0x30FB)
    )


def fold(name):
    """The key of `name`: lower case, without accents and apostrophes, one space between words."""
    out = []
    for char in name:
        point = ord(char)
        if char in DROPPED or 0x300 <= point <= 0x36F:
            continue
        if char.isascii():
            out.append(char.lower() if char.isalnum() else " ")
        elif point not in (0xD7, 0xF7) and latin(point):
            out.append(anyascii(char).lower())
        elif separates(point):
            out.append(" ")
        else:
            out.append(char.lower())
    return " ".join(SHORT.get(word, word) for word in "".join(out).split())
