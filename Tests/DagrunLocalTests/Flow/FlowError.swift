// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An error of a test.
struct FlowError: Error, CustomStringConvertible {
    var description = "broken"
}
