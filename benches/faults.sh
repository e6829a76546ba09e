#!/usr/bin/env bash
# Breaks things on purpose, in the long form: benches/faults.sh [ROUNDS]   (1,000 unless told otherwise)
#
# The same tests as in the suite, with ROUNDS kills, failing writes and damaged files instead of a few; as root also a
# disk that is really full and a home that is really read-only. Ends with 0 when nothing was lost and no answer wrong.
set -eu
cd "$(dirname "$0")/.."
rounds=${1:-1000}

cargo test --release --test it --no-run
echo "== marks and derived files, $rounds rounds"
DATELINE_ROUNDS=$rounds cargo test --release --test it -- marks:: derived:: --test-threads 2

if [ "$(id -u)" != 0 ]; then
  echo "not root: the full disk and the read-only home were left out"
  exit 0
fi
cargo build --release
program=$PWD/target/release/dateline
place=$(mktemp -d)
clean() { trap - EXIT; umount "$place/home" 2>/dev/null || true; rm -rf "$place"; }
trap clean EXIT
trap 'exit 130' INT TERM HUP
mkdir "$place/home"

echo "== a disk that is full"
mount -t tmpfs -o size=256k tmpfs "$place/home"
mark() { printf '{"mark":{"name":"article %s","read":true,"note":"%01000d"}}\n' "$1" "$1"; }
kept=0
while mark $kept | HOME=$place/home "$program" marks import - 2>"$place/why"; do kept=$((kept + 1)); done
cat "$place/why"
grep -q "the disk is full" "$place/why"
all_there() {
  found=$(HOME=$place/home "$program" marks export | grep -c '"article ')
  echo "$kept marks acknowledged, $found found"
  [ "$found" = "$kept" ]
}
all_there
cp -r briefings "$place/news"
reader() {
  HOME=$place/home timeout 120 python3 benches/terminal.py --ready "$1" --say "= unread" --then "$2" --say "$3" -- \
    "$program" "$place/news"
}
echo "the reader: opens, and says that marks last until it is left"
reader "until you quit" ":" "m=Bookmarked"
mount -o remount,size=16m "$place/home"
mark $kept | HOME=$place/home "$program" marks import - 2>/dev/null
kept=$((kept + 1))
HOME=$place/home "$program" actors --library "$place/news" --limit 1 >/dev/null
echo "the reader: refuses a mark once nothing more fits"
reader " ▸ " "cat /dev/zero >$place/home/filler 2>/dev/null" "m=the disk is full"
rm "$place/home/filler"
all_there
if HOME=$place/home "$program" marks export | grep -q '"bookmarked":true'; then exit 1; fi

echo "== a home that is read-only"
mount -o remount,ro "$place/home"
HOME=$place/home "$program" search crimea --library "$place/news" --limit 1 2>"$place/why" | grep -q .
cat "$place/why"
[ "$(wc -l <"$place/why")" = 1 ]
echo "the reader: says so at once, and marks until it is left"
reader "until you quit" ":" "m=Bookmarked"
echo "all held"
