#!/usr/bin/env bash
# Runs companion with the action's inputs as flags. Inputs come in as environment variables: nothing of them is ever
# read as shell.
set -uo pipefail

report="${RUNNER_TEMP:-/tmp}/companion-report-$$.json"
arguments=(check --format github --format "json=$report")

one() { # --flag, its variable
  local value="${!2:-}"
  if [ -n "$value" ]; then arguments+=("$1=$value"); fi
}

each() { # --flag, its variable with a value on each line
  local line
  while IFS= read -r line; do
    if [ -n "$line" ]; then arguments+=("$1=$line"); fi
  done <<< "${!2:-}"
}

for name in region profile instance identity-center-region relay-state role-attribute saml metadata provider-name policy-name \
  role-name group-name application-name routing-profile sandbox config only skip fail-on baseline expect; do
  variable="$(printf 'INPUT_%s' "$name" | tr 'a-z-' 'A-Z_')"
  one "--$name" "$variable"
done
each --format INPUT_FORMAT
each --checks INPUT_CHECKS
if [ "${INPUT_STRICT:-false}" = true ]; then arguments+=(--strict); fi

if [ -n "${INPUT_COMMAND:-}" ]; then
  # Split at blanks, as it was written in the workflow.
  read -r -a command <<< "$INPUT_COMMAND"
else
  command=(npx --yes "workshop-companion@${INPUT_VERSION:-latest}")
fi

"${command[@]}" "${arguments[@]}"
code=$?
{
  echo "exit-code=$code"
  echo "report=$report"
} >> "${GITHUB_OUTPUT:-/dev/null}"
exit "$code"
