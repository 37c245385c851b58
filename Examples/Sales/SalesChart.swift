// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Homes sold, month by month, as a line.
struct SalesChart {
    var months: [SalesReport.Month]

    private let width = 960.0
    private let height = 360.0
    private let left = 70.0
    private let bottom = 40.0
    private let top = 30.0

    var svg: String {
        let most = max(months.map(\.homesSold).max() ?? 0, 1)
        let step = Self.step(for: most)
        let ceiling = Double((most / step + 1) * step)
        func x(_ index: Int) -> Double { left + (width - left - 20) * Double(index) / Double(max(months.count - 1, 1)) }
        func y(_ homes: Int) -> Double { height - bottom - (height - bottom - top) * Double(homes) / ceiling }

        let points = months.enumerated().map { "\(round(x($0.offset))),\(round(y($0.element.homesSold)))" }
        let lines = stride(from: 0, through: Int(ceiling), by: step).map { homes in
            """
            <line x1="\(left)" x2="\(width - 20)" y1="\(round(y(homes)))" y2="\(round(y(homes)))" class="grid"/>
            <text x="\(left - 8)" y="\(round(y(homes)) + 4)" text-anchor="end">\(homes)</text>
            """
        }
        let years = months.enumerated().filter { $0.element.month == 1 }.map { index, month in
            "<text x=\"\(round(x(index)))\" y=\"\(height - 14)\" text-anchor=\"middle\">\(month.year)</text>"
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" font-family="sans-serif" font-size="12">
            <style>
            .grid { stroke: #8884; } text { fill: #666; } .line { fill: none; stroke: #0a7ea4; stroke-width: 2; }
            </style>
            <text x="\(left)" y="18" font-size="14">Homes sold each month</text>
            \(lines.joined(separator: "\n"))
            \(years.joined(separator: "\n"))
            <polyline class="line" points="\(points.joined(separator: " "))"/>
            </svg>

            """
    }

    private func round(_ value: Double) -> Double { (value * 10).rounded() / 10 }

    /// The distance of the grid's lines: 1, 2 or 5 times a power of ten, so that there are at most ten.
    private static func step(for most: Int) -> Int {
        var unit = 1
        while true {
            for factor in [1, 2, 5] where most / (unit * factor) < 10 { return unit * factor }
            unit *= 10
        }
    }
}
