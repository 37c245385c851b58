// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import FoundationEssentials

/// Values of every kind that a Python task may push, on their way from Swift to Python and back.
///
/// The task between the two is Python's: `look` in Tests/Airflow/dags/round_trip.py. It checks what it gets, hands it back, and
/// adds what only Python makes.
enum RoundTrip {
    private static let noon = Date(timeIntervalSince1970: 1_767_323_045.6)

    static let values: [String: PythonValue] = [
        "text": .string("ä \"'\\ \n🐦"), "large": .int(1 << 60), "negative": .int(-(1 << 53) - 1), "half": .float(0.5),
        "whole": .float(2), "flag": .bool(true), "nothing": .none,
        "list": .list([.int(1), .string("a"), .none, .list([])]), "dict": .dict(["k": .dict(["n": .int(1)])]),
        "at": .datetime(noon, zone: "UTC"), "there": .datetime(noon, zone: "Europe/Berlin"),
        "day": .date("2026-01-02"), "took": .timedelta(.milliseconds(90_500)), "minute": .timedelta(.seconds(60)),
        "price": .decimal("1.5"), "pieces": .decimal("3"), "id": .uuid("12345678-1234-5678-1234-567812345678"),
        "pair": .tuple([.int(1), .string("a")]), "set": .set([.int(3)]), "frozen": .frozenset([.string("x")]),
        "nested": .list([.dict(["when": .datetime(noon, zone: "UTC"), "pair": .tuple([.timedelta(.seconds(1))])])]),
        // Bytes have no form of their own.
        "bytes": .string("AAH/"),
    ]

    /// What `back` says when all came back.
    static let expected: [String: JSONValue] = [
        "lost": [],
        "added": [
            "attrs": "{\"x\":1,\"y\":2.5}", "dataclass": "{\"x\":1,\"y\":2.5}",
            "fixed": "datetime(2026-01-02T03:04:05.600000+00:00)",
            "legacy": "datetime(2026-01-02T03:04:05.600000+00:00)", "legacy dict": "{'a': 1}",
            "model": "{\"x\":1,\"y\":2.5}", "pendulum": "datetime(2026-01-02T03:04:05.600000+00:00, Europe/Paris)",
            "pendulum day": "date(2026-01-02)",
        ],
    ]

    /// Hands on a table of pandas, which Swift does not read.
    static let frames = DAG("frames") {
        task("hand_on") { context in try await context.pull("make", as: PythonValue.self) }
    }

    static let dag = DAG("round_trip") {
        let make = task("make") { PythonValue.dict(values) }
        let back = task("back") { context in
            guard case .dict(let seen) = try await context.pull("look", as: PythonValue.self) else {
                throw Broken(description: "Python handed nothing back")
            }
            let lost = values.filter { seen[$0.key] != $0.value }.map { "\($0.key): \(seen[$0.key] ?? .none)" }
            let added = seen.filter { values[$0.key] == nil }.mapValues { value in
                if case .object(_, _, let data) = value { CanonicalJSON.text(of: data) } else { value.description }
            }
            return [
                "lost": .array(lost.sorted().map { .string($0) }), "added": .object(added.mapValues { .string($0) }),
            ]
                as JSONValue
        }
        make >>> back
    }
}
