#!/usr/bin/env bash
# The pages in a real browser: installs Debian's Chromium and the packages of package-lock.json where they are missing.
set -euo pipefail
cd "$(dirname "$0")"
if ! command -v chromium > /dev/null; then
  apt-get update -q > /dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q chromium > /dev/null
fi
[ -d node_modules/playwright-core ] || npm ci --no-audit --no-fund --silent
[ -x ../target/release/onrecord ] || (cd .. && cargo build --release)
node test.mjs
