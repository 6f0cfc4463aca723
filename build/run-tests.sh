#!/usr/bin/env bash
# Runs every test program one after the other (they share two cores) and closes with "N passed, N failed".
# Fails when a test fails, when a program ends without a summary, and when no test ran at all.
#   build/run-tests.sh [--only NAME] [runner options …]
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
programs=${COUNTERPOISE_TEST_PROGRAMS:-"$root/artifacts/bin/*.Tests/release/*.Tests"}
only=""
if [ "${1:-}" = --only ]; then
  only=$2
  shift 2
fi

passed=0 failed=0 skipped=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# run_program LABEL PROGRAM [runner options …]: runs one test program and adds to the counts.
run_program() {
  local label=$1 program=$2 started=$SECONDS status summary total errors failures skips bad
  shift 2
  timeout "${COUNTERPOISE_TEST_TIMEOUT_S:-900}" "$program" -noColor -noLogo "$@" >"$log" 2>&1
  status=$?
  summary=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -n 1)
  if [ -z "$summary" ]; then
    cat "$log"
    printf '%s ended with status %d and no summary\n' "$label" "$status"
    failed=$((failed + 1))
    return
  fi
  read -r total errors failures skips < <(sed -E 's/.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+).*/\1 \2 \3 \4/' <<<"$summary")
  bad=$((errors + failures))
  if [ "$bad" -eq 0 ] && [ "$status" -ne 0 ]; then
    bad=1
    printf '%s ended with status %d\n' "$label" "$status"
  fi
  [ "$bad" -eq 0 ] || cat "$log"
  grep -E '\[SKIP\]' -A 1 "$log" | grep -v '^--' | sed 's/^ */  /' || true
  printf '%-32s %5d tests, %d failed, %d skipped, %d s\n' "$label" "$total" "$bad" "$skips" $((SECONDS - started))
  passed=$((passed + total - errors - failures - skips))
  failed=$((failed + bad))
  skipped=$((skipped + skips))
}

# The tests of the rooms with loops written in vectors, once more on narrower vectors than this processor's widest.
run_narrower() {
  local bits=$1 setting=$2 room program
  for room in "Counterpoise.Torch.Tests *.Torch.Kernels *.Torch.Optimizers" "Counterpoise.Tests *.Neighbors *.Resampling*" "Counterpoise.Vision.Tests *.Augmentation* *.Loading* *.Images*"; do
    set -f
    # shellcheck disable=SC2086
    set -- $room
    set +f
    program="$root/artifacts/bin/$1/release/$1"
    [ -x "$program" ] || continue
    case $1 in *"$only"*) ;; *) continue ;; esac
    local label="${1#Counterpoise.} at $bits bits" filters=()
    shift
    while [ $# -gt 0 ]; do filters+=(-namespace "$1"); shift; done
    export "$setting=0"
    run_program "$label" "$program" "${filters[@]}"
    unset "$setting"
  done
}

for program in $programs; do
  [ -x "$program" ] || continue
  case $(basename "$program") in *"$only"*) ;; *) continue ;; esac
  run_program "$(basename "$program")" "$program" "$@"
done

if [ $# -eq 0 ] && [ -z "${COUNTERPOISE_TEST_PROGRAMS:-}" ]; then
  if grep -qw avx512f /proc/cpuinfo 2>/dev/null; then
    run_narrower 256 DOTNET_EnableAVX512
  else
    printf 'no AVX-512 on this processor: what ran above is the path without it\n'
  fi
  if grep -qw avx2 /proc/cpuinfo 2>/dev/null; then
    run_narrower 128 DOTNET_EnableAVX2
  fi
fi

if [ $((passed + failed)) -eq 0 ]; then
  printf 'no test ran: build first with ./run test\n'
  failed=1
fi
[ "$skipped" -eq 0 ] || printf '%d skipped, each with its reason above\n' "$skipped"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
