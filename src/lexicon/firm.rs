//! Words in the names of organisations that do not tell which one it is.

/// Whether `word`, folded, is a small word that acronyms and comparisons may pass over.
pub fn is_small(word: &str) -> bool {
    matches!(
        word,
        "of" | "the" | "for" | "and" | "in" | "on" | "to" | "at" | "de" | "la" | "des" | "du" | "del" | "y" | "e"
    )
}

/// Whether `word`, folded, is a legal form of companies ("ltd", "gmbh") or a part of one ("joint stock").
pub fn is_legal_form(word: &str) -> bool {
    matches!(
        word,
        "inc"
            | "incorporated"
            | "corp"
            | "corporation"
            | "co"
            | "company"
            | "ltd"
            | "limited"
            | "llc"
            | "llp"
            | "lp"
            | "plc"
            | "ag"
            | "akg"
            | "aktiengesellschaft"
            | "gmbh"
            | "sa"
            | "sas"
            | "sarl"
            | "spa"
            | "srl"
            | "nv"
            | "bv"
            | "ab"
            | "as"
            | "asa"
            | "oy"
            | "oyj"
            | "kk"
            | "pty"
            | "pte"
            | "bhd"
            | "tbk"
            | "pt"
            | "oao"
            | "ojsc"
            | "jsc"
            | "pao"
            | "pjsc"
            | "zao"
            | "ooo"
            | "joint"
            | "stock"
            | "liability"
            | "sdn"
            | "public"
    )
}
