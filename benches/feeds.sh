#!/usr/bin/env bash
# Measures how long it takes to have all items of local feeds: benches/feeds.sh FOLDER... (folders of .xml feeds)
#
# dateline asks a server on the loopback for them, keeps, splits, indexes and links; newsboat, where it is installed,
# reloads the same files. "kept" is when the last article stands in the library, "all" when the program ends. Wall and
# processor time in seconds, peak memory in MB.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
program=${DATELINE:-$here/../target/release/dateline}
home=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$home"' EXIT

# measure NAME COMMAND...: wall, processor time and peak memory of the command
measure() {
  local name=$1
  shift
  /usr/bin/time -o "$home/time" -f '%e %U %S %M' "$@" >"$home/out" 2>"$home/err" || true
  tail -1 "$home/time" | awk -v name="$name" '{ printf "%-28s wall %7.2f  processor %7.2f  peak %5.0f MB\n", name, $1, $2 + $3, $4 / 1024 }'
}

server=
for folder in "$@"; do
  folder=$(cd "$folder" && pwd)
  items=$(cat "$folder"/*.xml | grep -o '<item>' | wc -l)
  echo "$(basename "$folder"): $items items in $(ls "$folder"/*.xml | wc -l) feeds, $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg)"
  own=$home/$(basename "$folder")
  mkdir -p "$own/.config/dateline" "$own/newsboat"
  python3 -u -m http.server --bind 127.0.0.1 --directory "$folder" 0 >"$own/port" 2>/dev/null &
  server=$!
  until grep -qs port "$own/port"; do sleep 0.1; done
  port=$(sed -n 's/.* port \([0-9]*\).*/\1/p' "$own/port")
  for feed in "$folder"/*.xml; do
    name=$(basename "$feed" .xml)
    printf '[[feed]]\nurl = "http://127.0.0.1:%s/%s.xml"\nname = "%s"\n' "$port" "$name" "$name"
  done >"$own/.config/dateline/feeds.toml"
  touch "$own/begun"
  HOME=$own XDG_CONFIG_HOME= XDG_DATA_HOME= XDG_CACHE_HOME= measure "dateline fetch, all" "$program" fetch
  tail -1 "$home/out"
  find "$own/.local/share/dateline/library" -name '*.md' -printf '%T@\n' | sort -n | tail -1 |
    awk -v begun="$(stat -c %.Y "$own/begun")" '{ printf "%-28s wall %7.2f\n", "dateline fetch, kept", $1 - begun }'
  HOME=$own XDG_CONFIG_HOME= XDG_DATA_HOME= XDG_CACHE_HOME= measure "dateline fetch, again" "$program" fetch
  if command -v newsboat >/dev/null; then
    find "$folder" -name '*.xml' | sort | sed 's,^,file://,' >"$own/newsboat/urls"
    printf 'max-items 0\n' >"$own/newsboat/config"
    HOME=$own measure "newsboat, reload" newsboat -q -u "$own/newsboat/urls" -c "$own/newsboat/cache.db" \
      -C "$own/newsboat/config" -x reload
  fi
  kill "$server"
done
