// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// A DAG file imports `Dagrun` alone.
@_exported public import DagrunAuthoring
@_exported public import DagrunOperators
