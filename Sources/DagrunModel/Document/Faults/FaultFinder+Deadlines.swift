// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension FaultFinder {
    /// Checks the DAG's deadlines.
    mutating func checkDeadlines() {
        for deadline in document.dag.deadlines {
            check(.dag, "a deadline's interval", seconds: deadline.interval, allowsZero: true)
            check(.dag, "deadline's name", name: deadline.name, maximum: 250)
            if !Self.isPath(deadline.callback) {
                add(
                    .dag, .unknownCallback,
                    "a deadline calls \"\(deadline.callback)\"; write names with dots between them, such as lab.alarm")
            }
            if deadline.arguments["context"] != nil {
                add(.dag, .badName, "a deadline's callback has the argument \"context\", which Airflow adds itself")
            }
            if !JSONValue.object(deadline.arguments).isFinite {
                add(.dag, .badNumber, "an argument of a deadline's callback holds a number that is not finite")
            }
            switch deadline.reference {
            case .fixedDatetime:
                guard deadline.datetime.flatMap(CalendarText.instant) == nil else { break }
                add(
                    .dag, .badDate,
                    "a deadline's datetime \"\(deadline.datetime ?? "")\" is not an instant such as"
                        + " 2026-01-31T06:15:00+00:00")
            case .averageRuntime:
                check(.dag, "a deadline's max_runs", deadline.maximumRuns, atLeast: 1)
                check(.dag, "a deadline's min_runs", deadline.minimumRuns, atLeast: 1)
                let most = deadline.maximumRuns ?? 10
                if let least = deadline.minimumRuns, least > most {
                    add(.dag, .badNumber, "a deadline asks for \(least) runs, but counts no more than \(most)")
                }
            case .queuedAt, .logicalDate: break
            }
        }
    }

    /// Whether a text is what Airflow takes for the place of a function.
    private static func isPath(_ text: String) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { name in
            guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
                return false
            }
            return name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
        }
    }
}
