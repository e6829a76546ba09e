#!/usr/bin/env bash
# Makes the README's picture anew: the sample articles in a real terminal of 120 by 34.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
cargo build --release --quiet
python3 docs/picture.py docs/screen.svg --size 120x34 --wait Crimea --keys 'j j Enter' -- target/release/dateline briefings
