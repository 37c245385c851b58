// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import FoundationEssentials
import Testing

/// The cases in `Fixtures/`, which were produced by Apache Airflow 3.3.2 itself.
enum ScheduleFixture {
    /// The folder of fixtures, next to this one.
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures")

    /// Reads the cases of a file.
    static func cases<Case: Decodable>(_ file: String, as type: Case.Type = Case.self) throws -> [Case] {
        try JSONDecoder().decode([Case].self, from: Data(contentsOf: folder.appending(path: file)))
    }
}

/// One cron expression, or several, in a zone, from an instant on.
struct CronCase: Decodable {
    /// A data interval as Airflow gives it.
    struct Interval: Decodable, Hashable {
        let start: String
        let end: String
        var runAfter: String?

        enum CodingKeys: String, CodingKey {
            case start, end
            case runAfter = "run_after"
        }
    }

    let id: String
    let expressions: [String]
    let timeZone: String
    let start: Date
    /// The first fire times, or `error`, or `unschedulable`.
    let expected: String
    let dataIntervals: [Interval]?
    let manualInterval: Interval?

    enum CodingKeys: String, CodingKey {
        case id, expression, expressions, start, expected
        case timeZone = "time_zone"
        case dataIntervals = "data_intervals"
        case manualInterval = "manual_interval"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(String.self, forKey: .id)
        expressions =
            try container.decodeIfPresent([String].self, forKey: .expressions)
            ?? [container.decode(String.self, forKey: .expression)]
        timeZone = try container.decode(String.self, forKey: .timeZone)
        start = try ISO8601.parse(container.decode(String.self, forKey: .start))
        expected =
            try (try? container.decode(String.self, forKey: .expected))
            ?? container.decode([String].self, forKey: .expected).joined(separator: " ")
        dataIntervals = try container.decodeIfPresent([Interval].self, forKey: .dataIntervals)
        manualInterval = try container.decodeIfPresent(Interval.self, forKey: .manualInterval)
    }
}

/// One question of a scheduler: which run comes next.
struct NextRunCase: Decodable {
    let kind: String
    let style: String
    let zone: String
    let exprs: [String]?
    let seconds: Double?
    let now: String
    let earliest: String?
    let latest: String?
    let last: [String]?
    let catchup: Bool
    /// Start, end and `run_after`; nothing for no run; `error`.
    let want: [String]
}
