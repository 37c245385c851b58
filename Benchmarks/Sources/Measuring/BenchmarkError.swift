// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What was measured did not do what it should, so its figure would mean nothing.
struct BenchmarkError: Error, CustomStringConvertible {
    var description: String
}
