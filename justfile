# What a change needs: `just check` before every commit.

default: check

# format, lints, tests
check:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings
    cargo test

# write `today` blocks of cases that read differently now
bless:
    BLESS=1 cargo test -p onrecord-reader --test cases

# scores on ../shared, as docs/measurements.md prints them
scores:
    python3 evaluation/scores.py

# reading speed beside peers
bench:
    python3 benches/run.py

# the heavier suites
heavy:
    ONRECORD_HEAVY=1 cargo test -p onrecord-cli --test crashes --test bad_input
    bash browser/run.sh

# train the reader's models again (needs ../shared/data)
train:
    cargo run --release -p xtask -- train syntax --data ../shared/data
    cargo run --release -p xtask -- train names --data ../shared/data
