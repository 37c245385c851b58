// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// What a test says about tasks and runs, it says in the words of a DAG file.
@_exported public import Dagrun
// A test moves the virtual time itself.
@_exported public import DagrunSimulator
