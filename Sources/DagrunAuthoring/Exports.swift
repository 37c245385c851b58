// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// A DAG is written in the words of these two: a file that declares one needs no further import.
@_exported public import DagrunModel
@_exported public import DagrunRuntime
// `context.logger` is of its type.
@_exported public import Logging
