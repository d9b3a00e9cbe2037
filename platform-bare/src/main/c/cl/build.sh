#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds the native API of the crypto library, if this machine has what it takes: gcc, libIPSec_MB
# and BearSSL (Debian: libipsec-mb-dev libbearssl-dev). Without them nothing is built and the engine
# falls back to JCA at run time.
#   build.sh TARGET          a shared object for a JVM
set -euo pipefail
target=$1
here=$(dirname "$0")
sources=("$here/cl.c" "$here/pk.c" "$here/processor.c")

if [ -f "$target" ] && [ -z "$(find "$0" "$here/cl.h" "${sources[@]}" -newer "$target")" ]; then
  exit 0
fi
mkdir -p "$(dirname "$target")"
libraries=(-lIPSec_MB -l:libbearssl.a)
if ! command -v gcc >/dev/null ||
  ! echo 'int main(void){return 0;}' |
    gcc -include intel-ipsec-mb.h -include bearssl/bearssl_ec.h -x c - -o "$target.probe" "${libraries[@]}" 2>/dev/null; then
  echo "native crypto library not built: gcc, libIPSec_MB or BearSSL is missing" \
    "(Debian: libipsec-mb-dev libbearssl-dev)"
  exit 0
fi
rm -f "$target.probe"
gcc -std=c11 -O2 -Wall -Wextra -Werror -fvisibility=hidden -shared -fPIC -Wl,-Bsymbolic,--exclude-libs,ALL \
  -o "$target.new" "${sources[@]}" "${libraries[@]}"
mv "$target.new" "$target"
