# Sourced by the scripts beside it: finds the repository, a JDK 25 or newer, and Maven.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

# What the program needs from the JVM, in production as in tests: SQLite and Argon2 are native code,
# and Netty still uses sun.misc.Unsafe.
# shellcheck disable=SC2034 # read by the scripts that source this file
jvm_options=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)

say() { printf '%s\n' "$*" >&2; }

# Prints the comment block at the top of the calling script: its help is its documentation.
help() { awk 'NR > 1 { if (!/^#/) exit; sub(/^# ?/, ""); print }' "$0"; }

is_jdk_25() {
  [[ -n $1 && -x $1/bin/java && -x $1/bin/javac ]] || return 1
  local version
  # The release file answers at once; starting the JVM only to ask for its version takes as long as it sounds.
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null || true)
  [[ -n $version ]] || version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  [[ -n $version && $version -ge 25 ]]
}

jdk_candidates() {
  printf '%s\n' "${JAVA_HOME:-}"
  local java
  if java=$(command -v java); then
    java=$(readlink -f "$java" 2>/dev/null || printf '%s' "$java")
    printf '%s\n' "${java%/bin/java}"
  fi
  local home
  for home in /usr/lib/jvm/* /opt/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    printf '%s\n' "$home"
  done
}

# Sets JAVA_HOME, or says what to install and ends the script.
find_jdk() {
  local home
  while IFS= read -r home; do
    if is_jdk_25 "$home"; then
      export JAVA_HOME=$home
      return
    fi
  done < <(jdk_candidates)
  say "Pollard needs a JDK 25 or newer: install one (for example Temurin 25, package temurin-25-jdk or openjdk-25-jdk) or point JAVA_HOME at it."
  exit 1
}

# Becomes Maven. Always the wrapper's and never the system's, so that everyone builds with the same one; without input,
# since nobody may be there to answer.
become_maven() {
  cd "$root" || exit
  exec ./mvnw --batch-mode "$@" </dev/null
}
