# SPDX-License-Identifier: Apache-2.0
# Copyright the Dagrun authors
"""What the measurements of workers need of a real Airflow: its public API, its access log, and /proc."""

import json
import os
import re
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime
from pathlib import Path

HOME = Path(os.environ["AIRFLOW_HARNESS_HOME"])
# The settings that the server was started with: `export NAME='value'`; those of the caller stand in double quotes.
SETTINGS = dict(re.findall(r"""^export (\w+)=['"]?([^'"\n]*)['"]?$""", (HOME / "server.env").read_text(), re.M))
TICKS = os.sysconf("SC_CLK_TCK")
ACCESS = re.compile(r"^(\S+)Z .*request finished.* duration_us=(\d+) .*method=(\w+) path=(\S+) .*status_code=(\d+)")


def worker_environment():
    """The environment of a worker: ours, and of Airflow's settings only where the server is."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("AIRFLOW")}
    for key in ("AIRFLOW__EDGE__API_URL", "AIRFLOW__API_AUTH__JWT_SECRET", "AIRFLOW__CORE__EXECUTION_API_SERVER_URL"):
        environment[key] = SETTINGS[key]
    return environment


class Airflow:
    """Just enough of Airflow's public API."""

    def __init__(self):
        self.url = SETTINGS["AIRFLOW__API__BASE_URL"]
        self.token = None
        self.token = self.call("GET", "/auth/token")["access_token"]

    def call(self, method, path, body=None, **params):
        url = self.url + urllib.parse.quote(path, safe="/") + ("?" + urllib.parse.urlencode(params) if params else "")
        request = urllib.request.Request(url, method=method, headers={"Accept": "application/json"})
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, data, timeout=60) as response:
            text = response.read()
        return json.loads(text) if text else None

    def trigger(self, dag_id, conf={}):
        self.call("PATCH", f"/api/v2/dags/{dag_id}", {"is_paused": False})
        return self.call("POST", f"/api/v2/dags/{dag_id}/dagRuns", {"logical_date": None, "conf": conf})["dag_run_id"]

    def state(self, dag_id, run_id):
        return self.call("GET", f"/api/v2/dags/{dag_id}/dagRuns/{run_id}")["state"]

    def instances(self, dag_id, run_id):
        path = f"/api/v2/dags/{dag_id}/dagRuns/{run_id}/taskInstances"
        return self.call("GET", path, limit=1000)["task_instances"]


class AccessLog:
    """What the api-server logged since this object was made, so that nothing sits between worker and server."""

    def __init__(self):
        self.path = HOME / "run/api-server.log"
        self.offset = self.path.stat().st_size

    def requests(self):
        """Each request as (began, ended, method, path, status)."""
        with self.path.open() as log:
            log.seek(self.offset)
            for line in log:
                if m := ACCESS.match(line):
                    ended = datetime.fromisoformat(m[1] + "+00:00").timestamp()
                    yield ended - int(m[2]) / 1e6, ended, m[3], m[4], int(m[5])

    def jobs(self, *run_ids):
        """The jobs of runs, from their state reports: when each was fetched, reported running, reported finished."""
        jobs, last_fetch = {}, None
        for _, ended, _, path, _ in sorted(self.requests(), key=lambda r: r[1]):
            if "/jobs/fetch/" in path:
                last_fetch = ended
            elif "/jobs/state/" in path and any(f"/{run_id}/" in path for run_id in run_ids):
                key, _, state = path.rpartition("/")
                job = jobs.setdefault(key, {})
                if state == "running":
                    job.update(fetched=last_fetch, running=ended)
                else:
                    job.update(finished=ended, state=state)
        return jobs

    def ends(self):
        """When each task instance was told to have ended, by its id."""
        return {p.split("/")[3]: e for _, e, m, p, _ in self.requests() if m == "PATCH" and p.endswith("/state")}


def stat(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    # Parent, and CPU ticks: its own, and those of children it has waited for.
    return int(fields[1]), sum(map(int, fields[11:15]))


def tree(root):
    """A process and all below it. Tasks lead sessions of their own, so a session would not find them."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                parents[int(entry)] = stat(entry)[0]
            except OSError:
                pass
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def pss_mib(root):
    """The memory of a process and all below it; pages that they share count once."""
    total = 0
    for pid in tree(root):
        try:
            total += int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)[1])
        except (OSError, TypeError):
            pass  # Gone meanwhile.
    return total / 1024


def cpu_seconds(root):
    """The CPU time of a process and all below it, ended children included."""
    total = 0
    for pid in tree(root):
        try:
            total += stat(pid)[1]
        except OSError:
            pass
    return total / TICKS
