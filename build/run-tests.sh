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
for program in $programs; do
  [ -x "$program" ] || continue
  case $(basename "$program") in *"$only"*) ;; *) continue ;; esac
  started=$SECONDS
  timeout "${COUNTERPOISE_TEST_TIMEOUT_S:-900}" "$program" -noColor -noLogo "$@" >"$log" 2>&1
  status=$?
  summary=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -n 1)
  if [ -z "$summary" ]; then
    cat "$log"
    printf '%s ended with status %d and no summary\n' "$(basename "$program")" "$status"
    failed=$((failed + 1))
    continue
  fi
  read -r total errors failures skips < <(sed -E 's/.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+).*/\1 \2 \3 \4/' <<<"$summary")
  bad=$((errors + failures))
  if [ "$bad" -eq 0 ] && [ "$status" -ne 0 ]; then
    bad=1
    printf '%s ended with status %d\n' "$(basename "$program")" "$status"
  fi
  [ "$bad" -eq 0 ] || cat "$log"
  grep -E '\[SKIP\]' -A 1 "$log" | grep -v '^--' | sed 's/^ */  /' || true
  printf '%-32s %5d tests, %d failed, %d skipped, %d s\n' "$(basename "$program")" "$total" "$bad" "$skips" $((SECONDS - started))
  passed=$((passed + total - errors - failures - skips))
  failed=$((failed + bad))
  skipped=$((skipped + skips))
done

if [ $((passed + failed)) -eq 0 ]; then
  printf 'no test ran: build first with ./run test\n'
  failed=1
fi
[ "$skipped" -eq 0 ] || printf '%d skipped, each with its reason above\n' "$skipped"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
