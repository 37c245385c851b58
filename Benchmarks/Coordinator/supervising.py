# SPDX-License-Identifier: Apache-2.0
# Copyright the Dagrun authors
"""The least of Airflow's supervisor: it gives a program one empty task."""

import os
import socket
import struct
import subprocess
import sys
import threading
import time


def pack(value):
    """MessagePack, as much of it as StartupDetails needs."""
    if value is None:
        return b"\xc0"
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        return struct.pack(">Bq", 0xD3, value)
    if isinstance(value, str):
        data = value.encode()
        return struct.pack(">BI", 0xDB, len(data)) + data
    if isinstance(value, list):
        return struct.pack(">BI", 0xDD, len(value)) + b"".join(map(pack, value))
    return struct.pack(">BI", 0xDF, len(value)) + b"".join(pack(k) + pack(v) for k, v in value.items())


DETAILS = {
    "type": "StartupDetails", "dag_rel_path": "stub_dags.py", "bundle_info": {"name": "dags", "version": None},
    "start_date": "2026-11-21T01:49:11Z", "sentry_integration": "",
    "ti": {"id": "01a1fbc9-e09c-700e-ae32-fd9041109f75", "task_id": "noop", "dag_id": "bench", "run_id": "r1",
           "try_number": 1, "map_index": 0, "dag_version_id": "01a1fbc9-e09c-700e-ae32-fd9041109f76",
           "hostname": "here", "context_carrier": None, "queue": "swift"},
    "ti_context": {"dag_run": {"dag_id": "bench", "run_id": "r1", "run_type": "manual", "state": "running",
                               "run_after": "2026-11-21T01:49:11Z", "start_date": "2026-11-21T01:49:11Z", "conf": {},
                               "clear_number": 0, "consumed_asset_events": []},
                   "task_reschedule_count": 0, "max_tries": 0, "should_retry": False, "variables": [],
                   "connections": [], "xcom_keys_to_clear": []}}


def supervise(command):
    """Runs one task as a supervisor that answers nil to everything.

    Returns the CPU seconds of the process, the seconds from its start to the message that it succeeded, and its type.
    """
    comm, logs = (socket.create_server(("127.0.0.1", 0)) for _ in range(2))
    frame = pack([0, DETAILS, None])

    def drain():
        connection, _ = logs.accept()
        while connection.recv(65536):
            pass

    threading.Thread(target=drain, daemon=True).start()
    began = time.perf_counter()
    process = subprocess.Popen(
        command + [f"--comm=127.0.0.1:{comm.getsockname()[1]}", f"--logs=127.0.0.1:{logs.getsockname()[1]}"],
        stdin=subprocess.DEVNULL)
    connection, _ = comm.accept()
    connection.sendall(struct.pack(">I", len(frame)) + frame)
    stream = connection.makefile("rb")
    number, ended, last = 0, None, b""
    while header := stream.read(4):
        last = stream.read(struct.unpack(">I", header)[0])
        if b"SucceedTask" in last:
            ended = time.perf_counter() - began
        answer = pack([number, None, None])
        number += 1
        connection.sendall(struct.pack(">I", len(answer)) + answer)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0 or ended is None:
        sys.exit(f"the program ended with {process.returncode}; its last message was {last[:300]!r}")
    return usage.ru_utime + usage.ru_stime, ended
