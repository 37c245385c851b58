// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What came out of the machine.
struct Shot: Codable, Sendable {
    var grams: Double
    var seconds: Double
    var celsius: Double
}
