#!/bin/sh
# Brings a floppy image to the share by the site's own command, or takes it off again: what the Command of a seat runs
# (components/upload.ts), in this folder.
#
#   VIRTROOM_UPLOAD=... VIRTROOM_CLEANUP=... sh floppy.sh upload|remove IMAGE
#
# The image is a local file until it is on the share. From then on until it is off the share again, IMAGE.uploaded lies
# in its place, empty. Nothing is said unless a command fails: Pulumi keeps what a Command says.
action=$1
image=$2
record=$image.uploaded

# Relative paths of the site's commands start at the folder of Pulumi.yaml.
cd .. || exit

# fail COMMAND EXIT_CODE [REMEDY]
fail() {
  printf '%s\n' "floppyCommands.$1 ended with exit code $2${said:+ and said: $said}${3:+. $3}" >&2
  exit "$2"
}

case $action in
  upload)
    # Without an image there is nothing to set up: Windows runs already, or is ready.
    [ -e "$image" ] || exit 0
    said=$(/bin/sh -c "$VIRTROOM_UPLOAD" 2>&1) && : > "$record" && rm -f "$image" && exit 0
    failed=$?
    # Half an image has whole passwords in it.
    /bin/sh -c "$VIRTROOM_CLEANUP" > /dev/null 2>&1 && rm -f "$record"
    rm -f "$image"
    fail upload "$failed"
    ;;
  remove)
    rm -f "$image"
    [ -e "$record" ] || exit 0
    said=$(/bin/sh -c "$VIRTROOM_CLEANUP" 2>&1) && rm -f "$record" && exit 0
    fail cleanup $? "Correct the command or the share and run again, or remove the image there and then $record"
    ;;
esac
