# Source it. demo_paper FOLDER makes a demo vault there and writes the plan of its
# first case as the command line does: plan.pdf and plan.txt.

demo_paper() {
  local at=$1 run
  go build -o "$at/brobygger" ./cmd/brobygger
  run() {
    env -i HOME="$at" PATH="$PATH" BROBYGGER_NOW=2026-12-07T08:41:00+01:00 \
      "$at/brobygger" --vault "$at/arkiv" --identity "$at/key.txt" "$@" </dev/null
  }
  run --quiet demo --no-tui --cases 12 >/dev/null
  run --quiet plan paper 26-7RQ4 --to "$at/plan.pdf" >/dev/null
  run --quiet plan paper 26-7RQ4 --to "$at/plan.txt" >/dev/null
}
