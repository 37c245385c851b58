// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

/// The result of the DAG.
struct SalesReport: Codable, Sendable {
    struct City: Codable, Sendable {
        var city: String
        var homesSold: Int
        var volume: Int

        enum CodingKeys: String, CodingKey {
            case city, volume
            case homesSold = "homes_sold"
        }
    }

    struct Month: Codable, Sendable {
        var year: Int
        var month: Int
        var homesSold: Int

        enum CodingKeys: String, CodingKey {
            case year, month
            case homesSold = "homes_sold"
        }
    }

    var rows: Int
    var skipped: Int
    var cities: Int
    var homesSold: Int
    var volume: Int
    var topCities: [City]
    var bestMonth: Month?

    enum CodingKeys: String, CodingKey {
        case rows, skipped, cities, volume
        case homesSold = "homes_sold"
        case topCities = "top_cities"
        case bestMonth = "best_month"
    }

    init(market: Market, totals: [CityTotal], top: Int) {
        rows = market.rows
        skipped = market.skipped
        cities = totals.count
        homesSold = totals.reduce(0) { $0 + $1.homes }
        volume = totals.reduce(0) { $0 + $1.volume }
        topCities = totals.sorted { ($0.volume, $1.city) > ($1.volume, $0.city) }.prefix(top).map {
            City(city: $0.city, homesSold: $0.homes, volume: $0.volume)
        }
        bestMonth = Self.months(of: totals).max { $0.homesSold < $1.homesSold }
    }

    /// Homes sold in all cities, month by month.
    static func months(of totals: [CityTotal]) -> [Month] {
        var homes: [Int: Int] = [:]
        for month in totals.flatMap(\.months) { homes[month.year * 12 + month.month - 1, default: 0] += month.homes }
        return homes.sorted { $0.key < $1.key }.map {
            Month(year: $0.key / 12, month: $0.key % 12 + 1, homesSold: $0.value)
        }
    }

    /// Writes `report.md` and its chart.
    func write(to folder: String, totals: [CityTotal]) throws -> String {
        let chart = SalesChart(months: Self.months(of: totals)).svg
        try ExampleData.write(chart, to: "\(folder)/homes-sold.svg")
        let path = "\(folder)/report.md"
        try ExampleData.write(markdown, to: path)
        return path
    }

    private var markdown: String {
        let table = topCities.map { "| \($0.city) | \($0.homesSold) | \($0.volume) |" }.joined(separator: "\n")
        let best = bestMonth.map { "The best month was \($0.year)-\($0.month) with \($0.homesSold) homes." } ?? ""
        return """
            # Home sales in Texas

            \(homesSold) homes in \(cities) cities were sold for \(volume) dollars. \(best)
            \(skipped) of \(rows) rows had no sales or no volume and are left out.

            ![Homes sold each month](homes-sold.svg)

            | city | homes sold | volume in dollars |
            | --- | ---: | ---: |
            \(table)

            """
    }
}
