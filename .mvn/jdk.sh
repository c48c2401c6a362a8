# Sourced by mvnw and maestro: leaves in JAVA_HOME a JDK that can build and run Maestro, or says what to install.

jdk_version=25

# Prints the major version of the JDK in folder $1; nothing where there is none. The release file is asked first: it is
# read in a moment, where starting a java takes a tenth of a second.
jdk_major() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p'
  fi
}

jdk_fits() {
  major=$(jdk_major "$1")
  [ -n "$major" ] && [ "$major" -ge "$jdk_version" ]
}

# One folder a line, the wanted ones first.
jdk_places() {
  printf '%s\n' "${JAVA_HOME-}" "${JDK25_HOME-}"
  on_path=$(command -v javac 2>/dev/null) && while [ -L "$on_path" ]; do
    link=$(readlink "$on_path")
    case $link in /*) on_path=$link ;; *) on_path=$(dirname "$on_path")/$link ;; esac
  done
  [ -z "$on_path" ] || dirname "$(dirname "$on_path")"
  for pattern in \
    "/usr/lib/jvm/*" "/usr/java/*" "/opt/*jdk*" "/opt/java/*" "/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home" \
    "/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home" "/Library/Java/JavaVirtualMachines/*/Contents/Home" \
    "${HOME-}/Library/Java/JavaVirtualMachines/*/Contents/Home" "${HOME-}/.jdks/*" "${HOME-}/.jdks/*/Contents/Home" \
    "${SDKMAN_DIR:-${HOME-}/.sdkman}/candidates/java/*" "${HOME-}/.local/share/mise/installs/java/*" "${HOME-}/.asdf/installs/java/*"; do
    (IFS= && set +f && for folder in $pattern; do printf '%s\n' "$folder"; done)
  done
}

jdk_find() {
  jdk_places | while IFS= read -r folder; do
    if [ -n "$folder" ] && jdk_fits "$folder"; then
      printf '%s\n' "$folder"
      break
    fi
  done
}

JAVA_HOME=$(jdk_find)
if [ -z "$JAVA_HOME" ]; then
  cat >&2 <<EOF
Maestro needs a JDK $jdk_version or newer, and found none. Install one, for example
  Debian, Ubuntu   apt install openjdk-$jdk_version-jdk, or temurin-$jdk_version-jdk from https://adoptium.net
  macOS            brew install openjdk@$jdk_version
  anywhere         sdk install java $jdk_version-tem   (https://sdkman.io)
or name the folder of one in JDK25_HOME.
EOF
  exit 1
fi
export JAVA_HOME
