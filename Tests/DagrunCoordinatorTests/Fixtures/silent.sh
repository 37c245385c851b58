#!/bin/bash
# A task's process that does not connect.
exec sleep 600
