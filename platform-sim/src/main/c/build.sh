#!/bin/sh
# Builds the native face of the crypto library, if this machine has what it takes: gcc and the header
# and shared object of libIPSec_MB (Debian: libipsec-mb-dev). Without them nothing is built and the
# engine falls back to JCA at run time.
#   build.sh SOURCE TARGET
set -eu
source=$1
target=$2
if [ "$target" -nt "$source" ] && [ "$target" -nt "$0" ]; then
  exit 0
fi
mkdir -p "$(dirname "$target")"
if ! command -v gcc >/dev/null ||
  ! echo 'int main(void){return 0;}' |
    gcc -include intel-ipsec-mb.h -x c - -lIPSec_MB -o "$target.probe" 2>/dev/null; then
  echo "native crypto library not built: gcc or libIPSec_MB is missing (Debian: libipsec-mb-dev)"
  exit 0
fi
rm -f "$target.probe"
gcc -std=c11 -O2 -Wall -Wextra -Werror -fvisibility=hidden -shared -fPIC \
  -o "$target.new" "$source" -lIPSec_MB
mv "$target.new" "$target"
