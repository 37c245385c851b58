# SPDX-License-Identifier: Apache-2.0
# Copyright the Dagrun authors
"""The footer by which Airflow's executable coordinator knows a bundle (AFBNDL01, version 1)."""

from __future__ import annotations

import json
import os
import struct
from pathlib import Path

_TRAILER = struct.Struct("<III32s12s8s")
_LARGEST = 1 << 20


def is_swift_bundle(path: Path) -> bool:
    """Whether a file is an executable bundle that Dagrun packed."""
    if not os.access(path, os.X_OK):
        return False
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        if size < _TRAILER.size:
            return False
        file.seek(size - _TRAILER.size)
        _, length, version, _, zeros, magic = _TRAILER.unpack(file.read())
        begin = size - _TRAILER.size - length
        if magic != b"AFBNDL01" or version != 1 or any(zeros) or length > _LARGEST or begin < 0:
            return False
        file.seek(begin)
        try:
            metadata = json.loads(file.read(length))
        except (ValueError, RecursionError):
            return False
    sdk = metadata.get("sdk") if isinstance(metadata, dict) else None
    return isinstance(sdk, dict) and sdk.get("language") == "swift"
