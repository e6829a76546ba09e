#!/usr/bin/env python3
"""Turn the training data into tagged articles for features.rs: JSON Lines of text and names, on standard output.

usage: prepare.py POLNEAR-TRAIN.jsonl.gz NAMES-CLEAN.jsonl.gz      pip install faker==40.54.0 anyascii

Sentences tagged by hand are strung into pieces of thirty. Silver tags are mended by rule (titles out of people's names,
nations' adjectives never people or organisations). Each silver article comes twice: as it is, and with its people's and
some of its places' names exchanged for others from all over the world, half of them made up, so that names are learned by
their place in the sentence and not by heart.
"""
import gzip, importlib, json, os, random, re, sys
from collections import Counter

import faker.providers.person
from anyascii import anyascii

KINDS = {"PERSON": "PER", "ORGANIZATION": "ORG", "LOCATION": "LOC", "MISC": "MISC"}
TITLES = set("Mr. Mr Mrs. Mrs Ms. Ms Dr. Dr Sen. Sens. Rep. Reps. Gov. President Senator Governor Secretary Judge Justice Mayor "
             "Congressman Congresswoman Gen. General Prime Minister Sir Lord Lady Professor Prof. Speaker Chairman Attorney".split())

HEADS = {w for line in open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../src/lexicon/lists/org_words.txt"))
         if line.startswith("h ") for w in line.split()[1:]} - {"Post", "Sun", "Star", "Church", "Power", "Waters", "Port", "Press", "Guard", "Mail", "Force", "Group", "Union"}


def world():
    """Given and family names by locale, in Latin letters."""
    base, found = os.path.dirname(faker.providers.person.__file__), []
    for locale in sorted(os.listdir(base)):
        if locale.startswith("_"):
            continue
        provider = importlib.import_module("faker.providers.person." + locale).Provider
        def names(attribute):
            values = getattr(provider, attribute, ())
            if not hasattr(values, "__iter__"):
                return []
            values = [v for v in values if isinstance(v, str) and not re.search("[\u0590-\u07ff\u3000-\u9fff\uac00-\ud7af\u0900-\u0eff]", v)]
            return [anyascii(v) if not re.search("[a-zA-Z]", v) else v for v in values if len(v) > 1]
        given = names("first_names") or names("first_names_male") + names("first_names_female") or names("first_romanized_names")
        family = names("last_names") or names("last_romanized_names")
        if len(given) > 9 and len(family) > 9:
            found.append((sorted(set(given)), sorted(set(family))))
    return found


def blend(rng, names):
    a, b = rng.choice(names), rng.choice(names)
    return (a[:max(2, len(a) // 2)] + b[len(b) // 2:].lower()).replace(" ", "")


def clean(path):
    piece = {}
    for line in gzip.open(path, "rt", encoding="utf-8"):
        s = json.loads(line)
        text, names, kind, start = "", [], None, 0
        words, tags = s["tokens"], s["tags"]
        for i, (word, tag) in enumerate(zip(words, tags)):
            glue = not text or re.fullmatch(r"[.,;:!?%)\]}]|'s|n't|'re|'ve|'ll|'d|'m|''", word) or text[-1] in "([{$"
            if not glue:
                text += " "
            if tag[0] == "B" or (tag[0] == "I" and kind != tag[2:]):
                start, kind = len(text), tag[2:]
            elif tag == "O":
                kind = None
            text += word
            if kind and (i + 1 == len(tags) or tags[i + 1][0] != "I"):
                names.append([start, len(text), kind])
                kind = None
        held = piece.setdefault(s["from"], [])
        held.append((text, names))
        if len(held) == 30:
            yield join(held)
            held.clear()
    for held in piece.values():
        if held:
            yield join(held)


def join(sentences):
    text, names = "", []
    for t, ns in sentences:
        names += [[a + len(text), b + len(text), k] for a, b, k in ns]
        text += t + "\n\n"
    return {"text": text, "names": names}


def silver(path):
    for line in gzip.open(path, "rt", encoding="utf-8"):
        d = json.loads(line)
        names, last = [], None
        if "tokens" not in d:
            continue
        for token in d["tokens"]:
            start, end, _, tag = token[:4]
            kind = KINDS.get(tag)
            if kind and last and last[2] == kind and not re.search(r"[^ ]", d["text"][last[1]:start]) and len(token) < 5:
                last[1] = end
            elif kind:
                last = [start, end, kind]
                names.append(last)
            else:
                last = None
        yield {"text": d["text"], "names": mend(d["text"], names)}


def mend(text, names):
    out = []
    for s, e, k in names:
        if k == "PER":
            while (m := re.match(r"\S+\s+", text[s:e])) and m.group().strip() in TITLES:
                s += m.end()
            if text[s:e] in TITLES:
                continue
            if text[s:e].split()[-1] in HEADS:
                k = "ORG"
        if s < e and re.search(r"\w", text[s:e]):
            out.append([s, e, k])
    # The whole article votes on a single word that is tagged in different ways.
    votes = {}
    for s, e, k in out:
        if " " not in text[s:e]:
            votes.setdefault(text[s:e], Counter())[k] += 1
    for n in out:
        v = votes.get(text[n[0]:n[1]])
        if v:
            kind, count = v.most_common(1)[0]
            if count >= 3 * v[n[2]]:
                n[2] = kind
    return out


def exchanged(article, rng, locales):
    text, names = article["text"], article["names"]
    mapping = {}
    given, family = rng.choice(locales)
    words = Counter(w for s, e, k in names if k == "PER" for w in text[s:e].split())
    for w in words:
        if rng.random() < 0.25:
            given, family = rng.choice(locales)
        if len(w.strip(".")) < 2 or not w[0].isupper():
            mapping[w] = w
            continue
        firsts = sum(text[s:e].split()[0] == w and " " in text[s:e] for s, e, k in names if k == "PER")
        lasts = sum(text[s:e].split()[-1] == w for s, e, k in names if k == "PER")
        pool = given if firsts > lasts else family
        new = rng.choice(pool) if rng.random() < 0.5 else blend(rng, pool)
        mapping[w] = new.upper() if w.isupper() and len(w) > 3 else new[0].upper() + new[1:]
    out, at, new_names = "", 0, []
    for s, e, k in sorted(names):
        if s < at:
            continue
        out += text[at:s]
        piece = text[s:e]
        if k == "PER":
            piece = " ".join(mapping.get(w, w) for w in piece.split())
        new_names.append([len(out), len(out) + len(piece), k])
        out += piece
        at = e
    return {"text": out + text[at:], "names": new_names}


def main():
    rng, locales = random.Random(7), world()
    for article in clean(sys.argv[2]):
        print(json.dumps({**article, "gold": True}))
    for article in silver(sys.argv[1]):
        print(json.dumps(article))
        print(json.dumps(exchanged(article, rng, locales)))


main()
