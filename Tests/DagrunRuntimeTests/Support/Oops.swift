// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// An error of a test.
struct Oops: Error, CustomStringConvertible {
    var description = "oops"
}
