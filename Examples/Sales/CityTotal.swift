// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What was sold in one city.
struct CityTotal: Codable, Sendable {
    /// One month's share.
    struct Month: Codable, Sendable {
        var year: Int
        var month: Int
        var homes: Int
    }

    var city: String
    var homes: Int
    var volume: Int
    var months: [Month]

    init(city: String, sales: [Sale]) {
        self.city = city
        homes = sales.reduce(0) { $0 + $1.homes }
        volume = sales.reduce(0) { $0 + $1.volume }
        months = sales.map { Month(year: $0.year, month: $0.month, homes: $0.homes) }
    }
}
