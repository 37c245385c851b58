// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// A DAG file imports `Dagrun` alone.
@_exported public import DagrunAuthoring
// `context.board` and the hardware operators speak of pins and devices.
@_exported public import DagrunHAL
@_exported public import DagrunOperators
