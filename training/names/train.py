#!/usr/bin/env python3
"""Train the recogniser's model on dumped features and write it in the form that src/split/name/model.rs reads.

usage: train.py FEATURES OUT [--hand N] [--hand-times K] [--iterations I] [--c1 X] [--c2 X]      pip install python-crfsuite==0.9.12

FEATURES is what features.rs printed; its first N articles are tagged by hand and are learned from K times. Features seen in
fewer than three articles are left out. The model: "DLN1", the labels' transition weights as f32, then a table of open
addressing: a power of two of slots, each the feature's u32 (0 for empty) and a weight in i8 for each label, in steps of SCALE.
"""
import argparse, math, struct, sys, tempfile
from collections import Counter

import pycrfsuite

LABELS = ["O"] + [p + k for k in ("PER", "ORG", "LOC", "MISC") for p in ("B-", "I-")]


def articles(path):
    article = None
    sequence = []
    for line in open(path):
        line = line.rstrip("\n")
        if line == "#":
            if article is not None:
                yield article
            article = []
        elif not line:
            if sequence:
                article.append(sequence)
                sequence = []
        else:
            label, features = line.split("\t")
            sequence.append((label, features.split(" ")))
    if article is not None:
        yield article


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("features")
    ap.add_argument("out")
    ap.add_argument("--hand", type=int, default=0)
    ap.add_argument("--hand-times", type=int, default=2)
    ap.add_argument("--iterations", type=int, default=80)
    ap.add_argument("--c1", type=float, default=0.3)
    ap.add_argument("--c2", type=float, default=0.02)
    ap.add_argument("--every", type=int, default=1, help="take every nth silver article only")
    a = ap.parse_args()

    seen = Counter()
    for article in articles(a.features):
        seen.update({f for sequence in article for _, fs in sequence for f in fs})
    keep = {f for f, n in seen.items() if n >= 3}
    print(len(seen), "features,", len(keep), "in three articles or more", flush=True)
    del seen

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": a.c1, "c2": a.c2, "max_iterations": a.iterations, "feature.possible_transitions": True})
    for n, article in enumerate(articles(a.features)):
        if n >= a.hand and n % a.every:
            continue
        for sequence in article:
            xs = pycrfsuite.ItemSequence([[f for f in fs if f in keep] for _, fs in sequence])
            ys = [label for label, _ in sequence]
            for _ in range(a.hand_times if n < a.hand else 1):
                trainer.append(xs, ys)
    with tempfile.NamedTemporaryFile(suffix=".crfsuite") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        info = tagger.info()
    write(info, a.out)


def write(info, path):
    weights = {}
    for (feature, label), w in info.state_features.items():
        weights.setdefault(int(feature, 16), [0.0] * 9)[LABELS.index(label)] = w
    weights = {f: ws for f, ws in weights.items() if max(map(abs, ws)) > 0.02 and f}
    # Half a per cent of the weights are cut to the largest that i8 holds.
    sizes = sorted(abs(w) for ws in weights.values() for w in ws if w)
    scale = sizes[int(len(sizes) * 0.998)] / 127
    size = 1
    while size < 1.25 * len(weights):
        size *= 2
    slots = [None] * size
    for f in sorted(weights):
        at = (f * 0x9E3779B1 & 0xFFFFFFFF) >> (32 - size.bit_length() + 1)
        while slots[at]:
            at = (at + 1) % size
        slots[at] = (f, [max(-127, min(127, round(w / scale))) for w in weights[f]])
    with open(path, "wb") as out:
        out.write(b"DLN1" + struct.pack("<fI", scale, size))
        for a in LABELS:
            out.write(struct.pack("<9f", *(info.transitions.get((a, b), -8.0) for b in LABELS)))
        for slot in slots:
            f, ws = slot or (0, [0] * 9)
            out.write(struct.pack("<I9b", f, *ws))
    print(len(weights), "features kept,", size, "slots,", 368 - 32 + 8 + size * 13, "bytes")


main()
