# SPDX-License-Identifier: Apache-2.0
# Copyright the Dagrun authors
"""Run with `DAGRUN_PROGRAM=<a bundle's program> python -m unittest`, in an environment that has Airflow."""

from __future__ import annotations

import os
import stat
import struct
import subprocess
import tempfile
import unittest
from pathlib import Path
from unittest import mock

HOME = tempfile.TemporaryDirectory()
os.environ["AIRFLOW_HOME"] = HOME.name
os.environ["AIRFLOW__DAG_PROCESSOR__DAG_BUNDLE_STORAGE_PATH"] = f"{HOME.name}/bundles"
os.environ["AIRFLOW__CORE__FERNET_KEY"] = "a-secret"
PROGRAM = os.path.abspath(os.environ["DAGRUN_PROGRAM"])
DAG = "feature_mapping"

from airflow.dag_processing.dagbag import DagBag  # noqa: E402

from dagrun_airflow import DagrunBundle  # noqa: E402


def program(*arguments: str, cwd: str | None = None) -> str:
    return subprocess.run([PROGRAM, *arguments], cwd=cwd, check=True, capture_output=True, text=True).stdout


def failing(file: Path, call):
    """A call that may not touch a file; rights would not keep root from it."""

    def checked(path: Path, *arguments, **others):
        if path == file:
            raise PermissionError(13, "Permission denied", str(path))
        return call(path, *arguments, **others)

    return checked


class BundleTests(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.scratch = Path(scratch.name)
        self.folder = self.scratch / "folder"
        self.folder.mkdir()
        # A program that writes down how it was called.
        self.calls = self.scratch / "calls"
        self.spy = self.scratch / "spy"
        self.spy.write_text(f'#!/bin/sh\n(echo "$@"; env) >>{self.calls}\nexec {PROGRAM} "$@"\n')
        self.spy.chmod(0o755)

    def bundle(self, **arguments) -> DagrunBundle:
        bundle = DagrunBundle(name=self.id().rsplit(".")[-1], path=str(self.folder), **arguments)
        bundle.initialize()
        return bundle

    def document(self, dag: str = DAG) -> Path:
        file = self.folder / f"{dag}.dag.json"
        file.write_text(program("compile", dag))
        return file

    def files(self, bundle: DagrunBundle) -> list[str]:
        return sorted(str(file.relative_to(bundle.path)) for file in bundle.path.rglob("*.py"))

    def test_a_document_becomes_the_file_that_the_program_makes_of_the_dag(self) -> None:
        self.document()
        bundle = self.bundle(program=PROGRAM, queue="pi")
        program("compile", DAG, "--airflow", ".", "--queue", "pi", cwd=str(self.scratch))
        self.assertEqual(self.files(bundle), [f"{DAG}.dag.json/{DAG}.py"])
        made = (bundle.path / f"{DAG}.dag.json/{DAG}.py").read_bytes()
        self.assertEqual(made, (self.scratch / f"{DAG}.py").read_bytes())

    def test_airflow_reads_the_dags_of_a_packed_program(self) -> None:
        program("pack", "--to", str(self.folder / "packed"))
        (self.folder / "notes.txt").write_text("no program")
        script = self.folder / "script"
        script.write_text("#!/bin/sh\ntouch ran\n")
        script.chmod(0o755)
        bundle = self.bundle()
        bag = DagBag(dag_folder=str(bundle.path), bundle_path=bundle.path, bundle_name=bundle.name)
        self.assertEqual(bag.import_errors, {})
        self.assertEqual({path.split("/")[0] for path in self.files(bundle)}, {"packed"})
        self.assertEqual({dag for dag in bag.dags}, {Path(path).stem for path in self.files(bundle)})
        self.assertIn(DAG, bag.dags)

    def test_a_packed_program_reads_the_documents_beside_it(self) -> None:
        file = self.document()
        file.write_text(file.read_text().replace(DAG, "another"))
        program("pack", "--to", str(self.folder / "packed"))
        self.assertIn(f"{DAG}.dag.json/another.py", self.files(self.bundle()))

    def test_what_is_unchanged_is_not_converted_again(self) -> None:
        file = self.document()
        bundle = self.bundle(program=str(self.spy))
        before = (bundle.path / f"{DAG}.dag.json/{DAG}.py").stat().st_mtime_ns
        for _ in range(3):
            bundle.refresh()
        self.assertEqual(self.calls.read_text().count("compile"), 1)
        file.write_text(file.read_text().replace('"feature"', '"changed"'))
        bundle.refresh()
        self.assertEqual(self.calls.read_text().count("compile"), 2)
        made = bundle.path / f"{DAG}.dag.json/{DAG}.py"
        self.assertIn('tags=["changed"]', made.read_text())
        self.assertNotEqual(made.stat().st_mtime_ns, before)

    def test_programs_get_no_setting_of_airflow(self) -> None:
        self.document()
        self.bundle(program=str(self.spy))
        self.assertNotIn("AIRFLOW__", self.calls.read_text())

    def test_what_is_gone_from_the_folder_is_gone_from_airflow(self) -> None:
        file = self.document()
        self.document("feature_words")
        bundle = self.bundle(program=PROGRAM)
        file.unlink()
        bundle.refresh()
        self.assertEqual(self.files(bundle), ["feature_words.dag.json/feature_words.py"])

    def test_a_source_that_is_renamed_keeps_its_dags(self) -> None:
        file = self.document()
        bundle = self.bundle(program=PROGRAM)
        file.rename(self.folder / "another.dag.json")
        bundle.refresh()
        self.assertEqual(self.files(bundle), [f"another.dag.json/{DAG}.py"])

    def test_a_dag_that_moves_to_another_source_is_there_at_once(self) -> None:
        words = self.document("feature_words")
        file = self.document()
        bundle = self.bundle(program=PROGRAM)
        mapping, text = file.read_text(), words.read_text()
        # The one that gets it comes first, and the one that had it gets another.
        first = self.folder / "first.dag.json"
        first.write_text(mapping)
        file.write_text(text)
        words.unlink()
        bundle.refresh()
        self.assertEqual(self.files(bundle), [f"{DAG}.dag.json/feature_words.py", f"first.dag.json/{DAG}.py"])

    def test_one_file_that_cannot_be_read_costs_no_other_dag(self) -> None:
        text = program("compile", DAG)
        (self.folder / "one.dag.json").write_text(text.replace(DAG, "one"))
        program("pack", "--to", str(self.folder / "packed"))
        bundle = self.bundle(program=PROGRAM)
        (self.folder / "two.dag.json").write_text(text.replace(DAG, "two"))
        before = set(self.files(bundle))
        with mock.patch.object(Path, "open", autospec=True, side_effect=failing(self.folder / "packed", Path.open)):
            bundle.refresh()
        after = set(self.files(bundle))
        self.assertEqual(after - before, {"two.dag.json/two.py", "packed/dagrun_error.py"})
        self.assertIn("Permission denied", (bundle.path / "packed/dagrun_error.py").read_text())
        bundle.refresh()
        self.assertNotIn("packed/dagrun_error.py", self.files(bundle))

    def test_a_document_that_leads_nowhere_costs_no_other_dag(self) -> None:
        self.document()
        (self.folder / "gone.dag.json").symlink_to("nowhere")
        self.assertEqual(
            self.files(self.bundle(program=PROGRAM)), [f"{DAG}.dag.json/{DAG}.py", "gone.dag.json/dagrun_error.py"]
        )

    def test_a_source_that_cannot_have_a_dag_keeps_none_that_others_have(self) -> None:
        mapping, words = program("compile", DAG), program("compile", "feature_words")
        both = self.folder / "z.dag.json"
        both.write_text(mapping)
        (self.folder / "b.dag.json").write_text(words)
        bundle = self.bundle(program=PROGRAM)
        both.write_text(words)
        (self.folder / "a.dag.json").write_text(mapping)
        bundle.refresh()
        self.assertEqual(
            self.files(bundle),
            [f"a.dag.json/{DAG}.py", "b.dag.json/feature_words.py", "z.dag.json/dagrun_error.py"],
        )

    def test_a_footer_of_deep_brackets_is_none(self) -> None:
        text = b"[" * 500_000
        deep = self.folder / "deep"
        deep.write_bytes(b"x" + text + struct.pack("<III32s12s8s", 0, len(text), 1, b"", b"", b"AFBNDL01"))
        deep.chmod(0o755)
        self.document()
        self.assertEqual(self.files(self.bundle(program=PROGRAM)), [f"{DAG}.dag.json/{DAG}.py"])

    def test_a_folder_that_is_not_there_changes_nothing(self) -> None:
        self.document()
        bundle = self.bundle(program=PROGRAM)
        before = self.files(bundle)
        self.folder.rename(self.scratch / "elsewhere")
        with self.assertRaises(FileNotFoundError):
            bundle.refresh()
        self.assertEqual(self.files(bundle), before)

    def test_what_cannot_be_read_is_an_import_error_beside_the_dags_that_were_there(self) -> None:
        file = self.document()
        self.document("feature_words")
        bundle = self.bundle(program=PROGRAM)
        good = file.read_text()
        file.write_text('{"format": "\'\nimport os')
        bundle.refresh()
        bag = DagBag(dag_folder=str(bundle.path), bundle_path=bundle.path, bundle_name=bundle.name)
        self.assertEqual(set(bag.dags), {DAG, "feature_words"})
        (error,) = bag.import_errors.values()
        self.assertIn(f"{DAG}.dag.json", error)
        file.write_text(good)
        bundle.refresh()
        self.assertEqual(
            self.files(bundle), [f"{DAG}.dag.json/{DAG}.py", "feature_words.dag.json/feature_words.py"]
        )

    def test_a_dag_that_two_sources_have_is_an_error(self) -> None:
        file = self.document()
        (self.folder / "copy.dag.json").write_text(file.read_text())
        bundle = self.bundle(program=PROGRAM)
        self.assertEqual(self.files(bundle), [f"copy.dag.json/{DAG}.py", f"{DAG}.dag.json/dagrun_error.py"])

    def test_documents_without_a_program_are_an_error_that_says_so(self) -> None:
        self.document()
        bundle = self.bundle()
        text = (bundle.path / f"{DAG}.dag.json/dagrun_error.py").read_text()
        self.assertIn("there is no program to read DAG documents with", text)

    def test_a_program_that_never_ends_is_stopped(self) -> None:
        self.document()
        self.spy.write_text("#!/bin/sh\nexec tail -f /dev/null\n")
        bundle = self.bundle(program=str(self.spy), timeout=0.2)
        text = (bundle.path / f"{DAG}.dag.json/dagrun_error.py").read_text()
        self.assertIn("spy took more than 0.2 seconds", text)

    def test_a_footer_that_is_damaged_is_none(self) -> None:
        packed = self.folder / "packed"
        program("pack", "--to", str(packed))
        data = packed.read_bytes()
        for place in (-1, -8, -56):
            broken = bytearray(data)
            broken[place] ^= 0xFF
            packed.write_bytes(broken)
            packed.chmod(stat.S_IRWXU)
            self.assertEqual(self.files(self.bundle()), [])
        packed.write_bytes(data)
        packed.chmod(0o644)
        self.assertEqual(self.files(self.bundle()), [])


if __name__ == "__main__":
    unittest.main()
