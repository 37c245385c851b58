#!/bin/bash
# A task's process that ends and leaves another one, which keeps its output and the file FIFO open.
exec 3<>/dev/tcp/127.0.0.1/${1##*:} 4<>/dev/tcp/127.0.0.1/${2##*:}
sleep 600 5>"$FIFO" &
