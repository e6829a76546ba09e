#!/usr/bin/env bash
# score.sh EVAL [NAME...]: builds the release binary, runs every scorer of the folder EVAL, prints one table.
#
# NAME picks scorers: seed quotes positions actors places names summaries related hostile speed (all but hostile and
# speed when none is given). What was predicted and the scorers' JSON stay in target/score for a closer look.
# Exit 0: every figure reaches what it must; 1: one does not, or could not be measured; 2: wrong usage.
#   training/score.sh ../shared/eval
#   training/score.sh ../shared/eval quotes positions
set -euo pipefail

[ $# -ge 1 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
cd "$(dirname "${BASH_SOURCE[0]}")/.."
eval_folder=$(cd "$1" && pwd)
shift
names=("$@")
[ ${#names[@]} -gt 0 ] || names=(seed quotes positions actors places names summaries related)
out=target/score
bin=target/release/dateline
mkdir -p "$out"
cargo build --release --quiet

# predict KIND FOLDER: splits FOLDER once in this run, however many scorers read it.
predict() {
    [ -e "$out/$1.jsonl.part" ] || "$bin" split "$eval_folder/$2" > "$out/$1.jsonl.part"
}
rm -f "$out"/*.jsonl.part

# score NAME ARGUMENTS: a scorer that complains of missing articles leaves its figures all the same; the table judges.
score() {
    python3 "$eval_folder/score_$1.py" "${@:2}" --json > "$out/$1.json" || echo "score_$1.py: exit $?" >&2
}

# check NAME COMMAND: what a check says, and how it ends.
check() {
    local status=0
    "${@:2}" > "$out/$1.txt" || status=$?
    echo "$status" > "$out/$1.status"
}

for name in "${names[@]}"; do
    case $name in
        seed) check seed python3 "$eval_folder/check_seed.py" "$bin" ;;
        quotes | positions)
            predict quotes quotes/dev/texts
            score "$name" --gold "$eval_folder/quotes/dev/gold.jsonl" --pred "$out/quotes.jsonl.part" ;;
        actors | places)
            predict "$name" "$name/dev/texts"
            score "$name" --gold "$eval_folder/$name/dev" --pred "$out/$name.jsonl.part" ;;
        names)
            "$bin" names "$eval_folder/names/dev.tsv" > "$out/names.txt"
            score names --pairs "$eval_folder/names/dev.tsv" --pred "$out/names.txt" ;;
        summaries | related)
            predict "$name" "$name/dev"
            gold=gold.jsonl
            [ "$name" = summaries ] || gold=clusters.jsonl
            score "$name" --gold "$eval_folder/$name/dev/$gold" --pred "$out/$name.jsonl.part" ;;
        hostile)
            python3 "$eval_folder/make_hostile.py" "$out/hostile-cases" > /dev/null
            check hostile python3 "$eval_folder/check_hostile.py" "$bin" "$out/hostile-cases" --strict ;;
        speed)
            files=$(find "$eval_folder/quotes/dev/texts" -type f | wc -l)
            begin=$(date +%s.%N)
            taskset -c 0 "$bin" split "$eval_folder/quotes/dev/texts" > /dev/null
            echo "$files $begin $(date +%s.%N)" > "$out/speed.txt" ;;
        *) echo "score.sh: no scorer is called $name" >&2; exit 2 ;;
    esac
done

python3 training/score_table.py "$out" "${names[@]}"
