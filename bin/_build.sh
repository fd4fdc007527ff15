# Sourced by the scripts that run the program: builds what is not built yet, and makes the cache for fast starts.
# shellcheck shell=bash

target=$root/server/target
jar=$target/quarkus-app/quarkus-run.jar
cache=$target/pollard.aot
unfinished=$target/build.unfinished

# Half of the machine's memory (or of what a container may use) and not a quarter, since there is nothing else on it; what
# comes and goes over the network has a quarter of that beside it. A process that has run out ends, since half of it would
# stay up and answer nothing; whoever supervises it starts it again. Options of yours come later and win.
jvm_options+=(-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError)

# It begins small, whatever the machine has, and stays so while there is little to do.
jvm_options+=(-Xms32m)

# What a busy hour has taken goes back to the machine afterwards: the heap's in a quiet minute, that of native code by and
# by, and of the latter there are two pools and not eight for each core.
jvm_options+=(-XX:G1PeriodicGCInterval=60000 -XX:TrimNativeHeapInterval=30000 "-Xlog:trimnative*=off")
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"

is_outdated() {
  [[ ! -f $jar || -f $unfinished ]] || [[ -n $(find "$root/pom.xml" "$root/server/pom.xml" "$root/server/src/main" -newer "$jar" -print -quit) ]]
}

# What runs on our behalf ends with us.
child='' folder=''
clean_up() {
  [[ -z $child ]] || kill "$child" 2>/dev/null || true
  [[ -z $folder ]] || rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 143' TERM
trap 'exit 130' INT HUP

# A line for each step of the build and now and then one for the downloads, in place of thousands.
fetched=0
show_step() {
  case $1 in
    *"Downloaded from "*)
      fetched=$((fetched + 1))
      if ((fetched % 100 == 0)); then say "  … $fetched files fetched"; fi
      ;;
    "[INFO] --- "*)
      local step=${1#"[INFO] --- "}
      say "  ${step%% *}"
      ;;
  esac
}

# Shows the steps in the log $1 while the child writes it, then answers as the child did.
follow() {
  local part line='' running=true
  exec 8<"$1"
  while $running; do
    kill -0 "$child" 2>/dev/null || running=false
    while IFS= read -r part <&8; do
      show_step "$line$part"
      line=''
    done
    line+=$part # the end of the log may be the middle of a line
    if $running; then sleep 0.2; fi
  done
  exec 8<&-
  wait "$child"
}

build() {
  local log=$target/build.log
  say "Building Pollard (the first time fetches its libraries, which takes a minute or two) …"
  # Only what serving needs (bin/test judges the code): the phases up to package would fetch the test libraries too, a browser among them.
  become_maven --file server/pom.xml -Dunchecked compile quarkus:build >"$log" 2>&1 9>&- &
  child=$!
  touch "$unfinished"
  if ! follow "$log"; then
    grep -E '^\[ERROR\] [^ ]|^Error' "$log" | grep -vE 'Help 1|^\[ERROR\] (To see|Re-run|For more)' | head -40 >&2 || tail -n 40 "$log" >&2
    say "The build failed; all it said is in $log."
    exit 1
  fi
  child=''
  rm -f "$unfinished"
}

# What the cache was made for: this JVM and this place. Anything else would not be accepted by the JVM anyway.
cache_key() {
  printf '%s\n' "$JAVA_HOME" "$jar" "${jvm_options[*]}"
  cat "$JAVA_HOME/release" 2>/dev/null || true
}

cache_is_outdated() { [[ $jar -nt $cache.key ]] || ! cache_key | cmp -s - "$cache.key"; }

# Seconds of it: with less the compilers know less of what is hot, with more the first start takes longer.
rehearsal=${REHEARSAL_SECONDS:-25}

# Has the server rehearse on a throw-away folder, and the JVM write down what it loaded and what was hot (JEP 483, 514,
# 515). Nothing depends on this working: without the cache a start takes a little longer and so do the first seconds under
# load, and it is not tried again before the next build.
train() {
  local name tenths
  say "Preparing fast starts (less than a minute, once a build) …"
  rm -f "$cache" "$cache.key"
  folder=$(mktemp -d)
  (
    for name in $(compgen -e POLLARD_); do unset "$name"; done
    export POLLARD_DATA_DIR=$folder/data POLLARD_HTTP_HOST=127.0.0.1 POLLARD_HTTP_PORT=0
    exec "$JAVA_HOME/bin/java" "${jvm_options[@]}" -XX:AOTCacheOutput="$folder/aot" -Dpollard.rehearsal="$rehearsal" -jar "$jar"
  ) >"$folder/log" 2>&1 </dev/null 9>&- &
  child=$!
  # It ends by itself; writing the cache is the last that it does, and takes some seconds.
  for ((tenths = 0; tenths < 1200; tenths++)); do
    kill -0 "$child" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL "$child" 2>/dev/null || true
  wait "$child" 2>/dev/null || true
  child=''

  if [[ -s $folder/aot ]]; then
    mv "$folder/aot" "$cache.new"
    mv "$cache.new" "$cache"
    if grep -q 'rehearsal ended early' "$folder/log"; then
      cp "$folder/log" "$target/training.log"
      say "  (cut short, see $target/training.log; the first minute under load takes longer)"
    fi
  else
    cp "$folder/log" "$target/training.log"
    say "  (not possible here, see $target/training.log; starts take a little longer)"
  fi
  cache_key >"$cache.key"
  rm -rf "$folder"
  folder=''
}

# Builds as far as that is needed, and with "trained" makes the cache for fast starts as well.
prepare() {
  local trained=${1:-}
  if is_outdated || { [[ -n $trained ]] && cache_is_outdated; }; then
    mkdir -p "$target"
    # One build at a time, also when two servers are started together.
    exec 9>"$target/build.lock"
    if command -v flock >/dev/null; then
      until flock --nonblock 9; do sleep 0.2; done
    fi
    if is_outdated; then build; fi
    if [[ -n $trained ]] && cache_is_outdated; then train; fi
    exec 9>&-
  fi
}

# Becomes the program: arguments of the JVM in jvm, those of the program here.
become_pollard() {
  # A cache that the JVM refuses costs a second and no words. It does not refuse one of an earlier build, whose classes it
  # would mix with those of this one.
  if [[ -f $cache ]] && ! cache_is_outdated; then
    jvm=(-XX:AOTCache="$cache" "-Xlog:aot*=off" "-Xlog:cds*=off" ${jvm[@]+"${jvm[@]}"})
  fi
  exec "$JAVA_HOME/bin/java" "${jvm_options[@]}" ${jvm[@]+"${jvm[@]}"} -jar "$jar" "$@"
}
