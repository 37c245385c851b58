// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials

/// One measured number, as it is printed.
struct Figure: Encodable {
    /// The bound that a number should keep.
    enum Target {
        case atLeast(Double)
        case atMost(Double)
        /// The same in terms of the baseline.
        case ratioAtMost(Double)
    }

    private var benchmark: String
    private var figure: String
    private var value: Double
    private var unit: String
    private var target: String?
    private var baseline: String?
    private var baselineValue: Double?
    private var ratio: Double?
    private var met: Bool?
    /// The first and the last quarter of the samples: how far to trust the value.
    private var lowerQuartile: Double?
    private var upperQuartile: Double?
    private var runs: Int?
    private var build: String

    private enum CodingKeys: String, CodingKey {
        case benchmark, figure, value, unit, target, baseline
        case baselineValue = "baseline_value"
        case ratio, met
        case lowerQuartile = "lower_quartile"
        case upperQuartile = "upper_quartile"
        case runs, build
    }

    /// Makes a figure of the median of samples.
    init(
        _ benchmark: String, _ figure: String, _ samples: Samples, unit: String, target: Target? = nil,
        baseline: (name: String, samples: Samples)? = nil
    ) {
        let value = samples.median
        self.benchmark = benchmark
        self.figure = figure
        self.value = value.rounded(digits: 4)
        self.unit = unit
        self.baseline = baseline?.name
        baselineValue = baseline?.samples.median.rounded(digits: 4)
        ratio = baseline.map { (value / $0.samples.median).rounded(digits: 4) }
        lowerQuartile = samples.quantile(0.25).rounded(digits: 4)
        upperQuartile = samples.quantile(0.75).rounded(digits: 4)
        runs = samples.values.count
        build = Process.isStaticallyLinked ? "static stdlib" : "dynamic stdlib"
        switch target {
        case .atLeast(let bound):
            self.target = "value >= \(bound)"
            met = value >= bound
        case .atMost(let bound):
            self.target = "value <= \(bound)"
            met = value <= bound
        case .ratioAtMost(let bound):
            self.target = "ratio <= \(bound)"
            met = ratio.map { $0 <= bound }
        case nil: break
        }
    }

    /// Prints it as a line of JSON.
    func print() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        Swift.print(String(decoding: try encoder.encode(self), as: UTF8.self))
    }
}

extension Double {
    /// Keeps so many significant digits.
    fileprivate func rounded(digits: Int) -> Double {
        guard isFinite, self != 0 else { return self }
        var scale = 1.0
        while abs(self) * scale < 1_000 { scale *= 10 }
        return (self * scale).rounded() / scale
    }
}
