# SPDX-License-Identifier: Apache-2.0
# Copyright the Dagrun authors
"""A folder of packed programs and DAG documents as a Dag bundle."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from airflow.dag_processing.bundles.base import BaseDagBundle

from dagrun_airflow.footer import is_swift_bundle

log = logging.getLogger(__name__)

DOCUMENT = ".dag.json"
ERROR = "dagrun_error.py"
# Airflow's settings hold secrets, and a program that only writes files needs none of them.
VARIABLES = ("LANG", "LC_ALL", "PATH", "TMPDIR", "TZ")


class ConversionError(Exception):
    """A program or document that can't be turned into files."""


class DagrunBundle(BaseDagBundle):
    """
    Serve the DAGs of packed programs and of DAG documents in a folder.

    :param path: The folder.
    :param queue: The queue of tasks that name none.
    :param program: A program that turns documents into files; without it, the first packed program in the folder.
    :param timeout: Seconds that a program may take.
    """

    supports_versioning = False

    def __init__(
        self,
        *,
        path: str,
        queue: str | None = None,
        program: str | None = None,
        timeout: float = 60,
        **kwargs,
    ) -> None:
        super().__init__(**kwargs)
        self._folder = Path(path)
        self._queue = queue
        self._program = Path(program) if program else None
        self._timeout = timeout
        # What was converted, as it was then.
        self._known: dict[Path, tuple] = {}

    @property
    def path(self) -> Path:
        """The folder of files that Airflow reads, one in it for each source."""
        return self.base_dir / "dags"

    def get_current_version(self) -> None:
        """Nothing: a folder has only what is in it now."""
        return None

    def initialize(self) -> None:
        """Write the files for the first time."""
        with self.lock():
            self._refresh()
        super().initialize()

    def refresh(self) -> None:
        """Write the files of what is new or changed, and remove those of what is gone."""
        with self.lock():
            self._refresh()

    def _refresh(self) -> None:
        # A folder that can't be read says nothing about its DAGs: this raises, and all stays as it is.
        sources = sorted(self._folder.iterdir())
        programs, failures = _programs(sources)
        documents = [source for source in sources if source.name.endswith(DOCUMENT)]
        converter = self._program or next(iter(programs), None)
        self.path.mkdir(parents=True, exist_ok=True)
        changed: dict[Path, tuple[tuple, dict[str, bytes]]] = {}
        for source in programs + documents:
            program = source if source in programs else converter
            state = (_state(source), _state(program), str(program))
            if self._known.get(source) == state and (self.path / source.name).is_dir():
                continue
            try:
                changed[source] = (state, self._convert(source, program))
            except ConversionError as error:
                failures[source] = str(error)
        sources = [*programs, *documents, *failures]
        names = {source.name for source in sources}
        # Before others write: what is gone has no DAGs any more.
        for folder in self.path.iterdir():
            if folder.name not in names:
                shutil.rmtree(folder)
        failures |= self._conflicts([source for source in sources if source not in changed], changed)
        for source, (state, files) in changed.items():
            if source not in failures:
                self._write(source, files)
                self._known[source] = state
        for source, message in failures.items():
            # Tried again next time: what was wrong may have been the moment.
            log.error("%s: %s", source, message)
            self._write_error(source, message)
            self._known.pop(source, None)
        self._known = {source: state for source, state in self._known.items() if source.name in names}

    def _conflicts(self, kept: list[Path], changed: dict[Path, tuple[tuple, dict[str, bytes]]]) -> dict[Path, str]:
        """What can't be written, since another source has a DAG of the same id: the one that had it, else the first."""
        owners = {name: source.name for source in kept for name in self._files(source)}
        for source, (_, files) in changed.items():
            for name in self._files(source) & files.keys():
                owners.setdefault(name, source.name)
        conflicts = {}
        for source, (_, files) in changed.items():
            name = next((name for name in files if owners.get(name, source.name) != source.name), None)
            if name is not None:
                conflicts[source] = f"the DAG {name[:-3]} is in {owners[name]}, too; Airflow takes one of each id"
                # It keeps what it had, but for what others have by now.
                files = self._files(source)
                for lost in [name for name in files if owners.get(name, source.name) != source.name]:
                    (self.path / source.name / lost).unlink()
            for name in files:
                owners.setdefault(name, source.name)
        return conflicts

    def _files(self, source: Path) -> set[str]:
        """The files of a source's DAGs that are there."""
        return {file.name for file in (self.path / source.name).glob("*.py")} - {ERROR}

    def _convert(self, source: Path, program: Path | None) -> dict[str, bytes]:
        if program is None:
            raise ConversionError(
                "there is no program to read DAG documents with: put a packed one into the folder, or name one "
                "with the bundle's argument program"
            )
        with tempfile.TemporaryDirectory() as folder:
            command = [str(program.absolute()), "compile", "--airflow", "stubs"]
            if self._queue:
                command += ["--queue", self._queue]
            if source != program:
                (Path(folder) / "documents").mkdir()
                try:
                    shutil.copy(source, Path(folder) / "documents")
                except OSError as error:
                    raise ConversionError(f"it can't be read: {error.strerror}") from None
                command += ["--from", "documents"]
            environment = {name: os.environ[name] for name in VARIABLES if name in os.environ}
            try:
                result = subprocess.run(
                    command,
                    cwd=folder,
                    env={**environment, "HOME": folder},
                    stdin=subprocess.DEVNULL,
                    capture_output=True,
                    timeout=self._timeout,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                raise ConversionError(f"{program.name} took more than {self._timeout} seconds") from None
            except OSError as error:
                raise ConversionError(f"{program.name} can't be run: {error.strerror}") from None
            if result.returncode != 0:
                text = result.stderr.decode(errors="replace").strip()[:4000]
                raise ConversionError(f"{program.name} ended with status {result.returncode}: {text}")
            return {file.name: file.read_bytes() for file in (Path(folder) / "stubs").glob("*.py")}

    def _write(self, source: Path, files: dict[str, bytes]) -> None:
        folder = self.path / source.name
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            _replace(folder / name, content)
        for file in folder.iterdir():
            if file.name not in files and file.is_file():
                file.unlink()

    def _write_error(self, source: Path, message: str) -> None:
        """Have Airflow show an error; what was there of the source's DAGs stays."""
        folder = self.path / source.name
        folder.mkdir(exist_ok=True)
        text = "# Read by Airflow, which shows the error instead of a DAG.\n" f"raise RuntimeError({f'{source}: {message}'!a})\n"
        _replace(folder / ERROR, text.encode())


def _programs(sources: list[Path]) -> tuple[list[Path], dict[Path, str]]:
    """The packed programs, and why others can't be looked at."""
    programs, failures = [], {}
    for source in sources:
        try:
            if source.is_file() and is_swift_bundle(source):
                programs.append(source)
        except FileNotFoundError:
            # It went meanwhile.
            continue
        except OSError as error:
            failures[source] = f"it can't be read: {error.strerror}"
    return programs, failures


def _state(path: Path | None) -> tuple | None:
    """What tells one content of a file from another."""
    if path is None:
        return None
    try:
        facts = path.stat()
    except FileNotFoundError:
        return None
    return (facts.st_ino, facts.st_size, facts.st_mtime_ns)


def _replace(path: Path, content: bytes) -> None:
    """Write a file at once, and only where it is another."""
    if path.exists() and path.read_bytes() == content:
        return
    draft = path.with_name(path.name + "~")
    draft.write_bytes(content)
    draft.replace(path)
