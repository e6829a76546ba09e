#!/usr/bin/env bash
# Measures the whole program on folders of articles, through a terminal: benches/library.sh FOLDER...
#
# For each folder: the first reading (unless its cache is there), a start with a warm cache, keys, searches, memory and
# wake-ups at rest; beside newsboat over the same articles as feeds, and ripgrep over the files, where they are
# installed. RARE and COMMON are the words that are searched, NARROW a query of an actor, a place and words. The homes
# of the programs are kept in BENCH_HOME, else under target/, so that a second run begins warm.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${DATELINE:-$here/../target/release/dateline}
base=${BENCH_HOME:-$here/../target/tmp/library}
rare=${RARE:-zephyranthes} common=${COMMON:-government}
narrow=${NARROW:-"actor:lirad place:kyiv treaty"}
count=${COUNT:-1000}

row() { printf '| %-48s | %12s | %12s | %12s |\n' "$1" "$2" "${3:-–}" "${4:-–}"; }
seconds() { ( TIMEFORMAT=%R; time "$@" >/dev/null 2>&1 ) 2>&1; }
ms() { awk -v s="$1" 'BEGIN { printf "%.0f ms", s * 1000 }'; }
value() { awk -v name="$2" -v at="${3:-1}" '$1 == name && ++seen == at { print $2 }' "$1"; }

for folder in "$@"; do
  folder=$(cd "$folder" && pwd)
  name=$(basename "$folder")
  home=$base/$name
  mkdir -p "$home"
  files=$(find "$folder" -type f | wc -l)
  export HOME=$home
  built=–
  if [ ! -e "$home/built" ]; then
    built="$(seconds "$program" actors --library "$folder" --limit 1) s"
    : >"$home/built"
  fi
  "$program" actors --library "$folder" --limit 1 >/dev/null 2>&1
  walk=$(seconds find "$folder" -type f -size -1000000k)
  check=$(seconds "$program" actors --library "$folder" --limit 1)

  python3 "$here/terminal.py" --ready " ▸ " --keys jjjkjjjjkj --count "$count" --rest 10 -- "$program" "$folder" >"$home/list"
  python3 "$here/terminal.py" --ready " ▸ " --search "$rare" --search "$common" --search "$narrow" -- \
    "$program" "$folder" >"$home/search"
  python3 "$here/terminal.py" --ready " ▸ " --keys G --count 1 -- "$program" "$folder" >"$home/end"

  news="" rg=""
  if command -v newsboat >/dev/null; then
    if [ ! -e "$home/feeds" ]; then
      python3 "$here/feeds.py" "$folder" "$home/feeds"
      find "$home/feeds" -name '*.xml' | sort | sed 's,^,file://,' >"$home/urls"
      printf 'max-items 0\n' >"$home/config"
      ingest="$(seconds newsboat -q -u "$home/urls" -c "$home/cache.db" -C "$home/config" -x reload) s"
    fi
    newsboat=(newsboat -q -u "$home/urls" -c "$home/cache.db" -C "$home/config")
    python3 "$here/terminal.py" --ready "feed 00000" --keys jk --count 200 --rest 10 -- "${newsboat[@]}" >"$home/newsboat"
    # A search each, for what is on the screen after one hangs on whether it found anything.
    for word in "$rare" "$common"; do
      python3 "$here/terminal.py" --ready "feed 00000" --say "/=Search for" \
        --say "$word\\r=Search result|No results" -- "${newsboat[@]}" | grep say_ms | tail -1 >>"$home/newsboat"
    done
    news=$home/newsboat
  fi
  if command -v rg >/dev/null; then rg="$(ms "$(seconds rg -il "$common" "$folder")")"; fi

  echo
  echo "$name: $files articles; load $(cut -d' ' -f1-3 /proc/loadavg) on $(nproc) cores"
  row figure dateline newsboat ripgrep
  row "first reading" "$built" "${ingest:-–}"
  row "start to painted list, warm" "$(value "$home/list" start_ms) ms" "${news:+$(value "$news" start_ms) ms}"
  row "key to painted change, p50" "$(value "$home/list" key_p50_ms) ms" "${news:+$(value "$news" key_p50_ms) ms}"
  row "key to painted change, p99" "$(value "$home/list" key_p99_ms) ms" "${news:+$(value "$news" key_p99_ms) ms}"
  row "resident memory, list open" "$(value "$home/list" rss_mb) MB" "${news:+$(value "$news" rss_mb) MB}"
  row "  of it private" "$(value "$home/list" private_mb) MB" "${news:+$(value "$news" private_mb) MB}"
  row "  after going to the end of the list" "$(value "$home/end" rss_mb) MB"
  row "wake-ups in 10 s at rest" "$(value "$home/list" wakeups)" "${news:+$(value "$news" wakeups)}"
  row "nothing changed, all looked at (find: $(ms "$walk"))" "$(ms "$check")"
  row "search: $rare" "$(value "$home/search" search_ms 1) ms" "${news:+$(value "$news" say_ms 1) ms}"
  row "search: $common" "$(value "$home/search" search_ms 2) ms" "${news:+$(value "$news" say_ms 2) ms}" "$rg"
  row "search: $narrow" "$(value "$home/search" search_ms 3) ms"
done
