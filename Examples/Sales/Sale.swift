// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What was sold in one city in one month.
struct Sale: Codable, Sendable {
    var city: String
    var year: Int
    var month: Int
    /// Homes sold.
    var homes: Int
    /// What was paid for them, in dollars.
    var volume: Int
}
