#!/bin/bash
# A task's process that ignores SIGTERM and speaks no protocol.
trap '' TERM
exec 3<>/dev/tcp/127.0.0.1/${1##*:} 4<>/dev/tcp/127.0.0.1/${2##*:}
echo "not a line of JSON" >&4
printf '\x00\x00\x00\x01\xc1' >&3
# Not for ever: whoever started it may be gone.
for _ in $(seq 60000); do sleep 0.01; done
