#!/bin/sh
# Brings a floppy image to the share by the site's own command, or takes it off again: what the Command of a seat runs
# (components/upload.ts), in this folder.
#
#   VIRTROOM_UPLOAD=... VIRTROOM_CLEANUP=... [VIRTROOM_LIMIT=SECONDS] sh floppy.sh upload|remove IMAGE
#
# The image is a local file until it is on the share. From then on until it is off the share again, IMAGE.uploaded lies
# in its place, empty; also when nobody knows whether it is there, because a command was ended. Nothing is said unless a
# command fails: Pulumi keeps what a Command says.
#
# Each command has its limit. A Command's customTimeouts would end this script alone, and with SIGKILL: what it has started
# would live on.
action=$1
image=$2
record=$image.uploaded
output=$image.said
limit=${VIRTROOM_LIMIT:-300}

# Relative paths of the site's commands start at the folder of Pulumi.yaml.
cd .. || exit

ended=
trap 'ended="was not done after $limit s (limits.outage)"' USR1
# Pulumi waits for us: what still has to be done has a moment.
trap 'ended="was interrupted"; limit=2' HUP INT TERM
trap 'rm -f "$output"' EXIT

# signal SIGNAL PROCESS: to its group; to itself where it has none.
signal() {
  kill -s "$1" -- "-$2" 2> /dev/null || kill -s "$1" "$2" 2> /dev/null
}

end_group() {
  signal TERM "$1"
  sleep 1
  signal KILL "$1"
}

# watch PROCESS: tells when its time is over, or nobody waits for it any more; Pulumi kills without a word (exec.CommandContext).
watch() {
  while kill -0 $$ && kill -0 "$PPID"; do
    [ "$limit" -gt 0 ] || { kill -s USR1 $$ && exit; }
    limit=$((limit - 1))
    sleep 1
  done 2> /dev/null
  kill -s TERM $$ 2> /dev/null && exit
  end_group "$1"
  [ "$action" = remove ] || : > "$record"
  rm -f "$output"
}

# begin COMMAND: in a group of its own, by setsid; macOS has none, but a shell that can do it without a terminal. Into a file,
# since a pipe would be open for as long as anything that the command leaves behind.
begin() {
  (umask 077 && : > "$output") || exit
  if command -v setsid > /dev/null; then
    setsid /bin/sh -c "$1" < /dev/null > "$output" 2>&1 &
  else
    set -m
    /bin/sh -c "$1" < /dev/null > "$output" 2>&1 &
    set +m
  fi
}

# run COMMAND: sets `ended` when it was ended, and `said`.
run() {
  ended=
  begin "$1"
  process=$!
  watch "$process" > /dev/null 2>&1 &
  watcher=$!
  wait "$process" 2> /dev/null
  code=$?
  # A SIGTERM that comes before the watcher has begun would be lost to it, as our own trap for it would take it.
  { kill -s KILL "$watcher" && wait "$watcher"; } 2> /dev/null
  if [ "$ended" ]; then
    code=124
    end_group "$process"
  fi
  said=$(tail -c 1000 "$output")
  return "$code"
}

# fail COMMAND EXIT_CODE HOW SAID [REMEDY]
fail() {
  printf '%s\n' "floppyCommands.$1 ${3:-ended with exit code $2}${4:+ and said: $4}${5:+. $5}" >&2
  exit "$2"
}

case $action in
  upload)
    # Without an image there is nothing to set up: Windows runs already, or is ready.
    [ -e "$image" ] || exit 0
    run "$VIRTROOM_UPLOAD" && : > "$record" && rm -f "$image" && exit 0
    failed=$? how=$ended told=$said
    # Half an image has whole passwords in it.
    if run "$VIRTROOM_CLEANUP"; then rm -f "$record"; elif [ "$how" ]; then : > "$record"; fi
    rm -f "$image"
    fail upload "$failed" "${how:+for ${image##*/} $how}" "$told" "${how:+See what it waits for, or raise limits.outage, and run again}"
    ;;
  remove)
    rm -f "$image"
    [ -e "$record" ] || exit 0
    run "$VIRTROOM_CLEANUP" && rm -f "$record" && exit 0
    fail cleanup $? "${ended:+for ${image##*/} $ended}" "$said" \
      "${ended:+See what it waits for. }Correct the command or the share and run again, or remove the image there and then $record"
    ;;
esac
