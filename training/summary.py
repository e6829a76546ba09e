#!/usr/bin/env python3
"""Fit the weights of the summary (data/summary-weights.tsv).

  summary.py --articles DIR --gold DIR/gold.jsonl --out data/summary-weights.tsv [--folds 5 --predictions P.jsonl]

Features come from the program itself (the example `summary_features`), so that they are written once. Three linear
models: the chance of a word to stand in a person's summary, the chance of a pair of neighbouring words (given the
words' own odds, taken out of fold), and the length of the summary. Small subsets weigh as much as large ones, by the
`subset` of the gold. With --folds the weights of each fold also summarise the articles left out of it, into
--predictions, which the scorer reads as it reads the program's own output.
Needs numpy and scikit-learn.
"""
import argparse, collections, json, math, os, random, subprocess, sys, tempfile

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.preprocessing import StandardScaler


def run(binary, *arguments, stdin=None):
    return subprocess.run([*binary, *arguments], input=stdin, capture_output=True, text=True, check=True).stdout


def load(binary, folder, gold):
    with open(gold, encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    files = [os.path.join(folder, g["id"] + ".txt") for g in gold]
    samples = [json.loads(line) for line in run(binary, "features", *files).splitlines()]
    references = [" ".join(g["references"][0]).replace("\n", " ") for g in gold]
    stems = run(binary, "stems", stdin="\n".join(references) + "\n").split("\n")
    return [dict(sample, stems=line.split(), subset=g.get("subset", ""), file=file)
            for sample, line, g, file in zip(samples, stems, gold, files)]


def logistic(rows, truths, weights):
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=0.3, max_iter=1000).fit(scaler.transform(rows), truths, sample_weight=weights)
    coefficients = model.coef_[0] / scaler.scale_
    return np.concatenate([[model.intercept_[0] - coefficients @ scaler.mean_], coefficients])


def ridge(rows, targets, weights):
    scaler = StandardScaler().fit(rows)
    model = Ridge(1.0).fit(scaler.transform(rows), targets, sample_weight=weights)
    coefficients = model.coef_ / scaler.scale_
    return np.concatenate([[model.intercept_ - coefficients @ scaler.mean_], coefficients])


def apply(weights, rows):
    return weights[0] + rows @ weights[1:]


def words_of(article):
    stems = set(article["stems"])
    return np.array([f for _, f in article["words"]], float), np.array([w in stems for w, _ in article["words"]])


def pairs_of(article, odds):
    neighbours = set(zip(article["stems"], article["stems"][1:]))
    names = [w for w, _ in article["words"]]
    rows = [[odds[a], odds[b], min(odds[a], odds[b])] + f for (a, b), f in article["pairs"]]
    return np.array(rows, float), np.array([(names[a], names[b]) in neighbours for (a, b), _ in article["pairs"]])


def spread(articles, parts, balance):
    """A weight for each row: subsets count alike up to the power `balance`."""
    sizes = collections.Counter(a["subset"] for a in articles)
    return np.concatenate([np.full(n, (max(sizes.values()) / sizes[a["subset"]]) ** balance)
                           for a, n in zip(articles, parts)])


def fit_words(articles, balance):
    parts = [words_of(a) for a in articles]
    weights = spread(articles, [len(t) for _, t in parts], balance)
    return logistic(np.concatenate([r for r, _ in parts]), np.concatenate([t for _, t in parts]), weights)


def fit(articles, balance, inner=5):
    word = fit_words(articles, balance)
    parts = []
    for fold in range(inner):
        held_out = fit_words([a for i, a in enumerate(articles) if i % inner != fold], balance)
        parts += [(a, pairs_of(a, apply(held_out, words_of(a)[0]))) for i, a in enumerate(articles) if i % inner == fold]
    weights = spread([a for a, _ in parts], [len(t) for _, (_, t) in parts], balance)
    pair = logistic(np.concatenate([r for _, (r, _) in parts]), np.concatenate([t for _, (_, t) in parts]), weights)
    texts = np.array([a["text"] for a in articles], float)
    lengths = np.array([len(a["stems"]) for a in articles], float)
    length = ridge(texts, lengths, spread(articles, [1] * len(articles), balance))
    return dict(word=word, pair=pair, length=length)


def write(weights, path, note):
    with open(path, "w", encoding="utf-8") as out:
        out.write(f"# {note}\n")
        for name, values in weights.items():
            out.write("\t".join([name, *(f"{v:.5g}" for v in values)]) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", required=True)
    parser.add_argument("--gold", required=True)
    parser.add_argument("--out")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--predictions")
    parser.add_argument("--balance", type=float, default=0.5)
    parser.add_argument("--binary", nargs="+",
                        default=["cargo", "run", "--quiet", "--release", "--example", "summary_features", "--"])
    a = parser.parse_args()
    articles = [x for x in load(a.binary, a.articles, a.gold) if x["words"]]
    random.Random(1).shuffle(articles)
    if a.folds and a.predictions:
        with open(a.predictions, "w", encoding="utf-8") as out, tempfile.TemporaryDirectory() as folder:
            for fold in range(a.folds):
                path = os.path.join(folder, "weights.tsv")
                write(fit([x for i, x in enumerate(articles) if i % a.folds != fold], a.balance), path, "one fold")
                out.write(run(a.binary, "pick", path, *[x["file"] for i, x in enumerate(articles) if i % a.folds == fold]))
    if a.out:
        write(fit(articles, a.balance), a.out, "Fitted by training/summary.py; data/summary-weights.md is its card.")


if __name__ == "__main__":
    sys.exit(main())
