# SPDX-License-Identifier: Apache-2.0
# Copyright the Dagrun authors
"""DAGs written in Swift with Dagrun, as a Dag bundle of Airflow."""

from dagrun_airflow.bundle import DagrunBundle

__all__ = ["DagrunBundle"]
