// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension ScheduleDefinition {
    /// The schedule as it is written, on one line.
    package var text: String {
        switch self {
        case .none: "none"
        case .once: "@once"
        case .continuous: "@continuous"
        case .every(let seconds): "every \(Self.words(seconds: seconds))"
        case .cron(let expressions, let timeZone):
            expressions.joined(separator: " | ") + (timeZone == "UTC" ? "" : " (\(timeZone))")
        case .assets(let assets, let all): assets.map(\.name).joined(separator: all ? " & " : " | ")
        }
    }

    /// What the schedule means in plain words; nil for a cron expression that is not a simple one.
    package var words: String? {
        switch self {
        case .none: return "runs are made by hand"
        case .once: return "one run, as soon as possible"
        case .continuous: return "a run again as soon as the one before ended"
        case .every(let seconds): return "every \(Self.words(seconds: seconds))"
        case .cron(let expressions, let timeZone):
            guard expressions.count == 1, let words = CronWords(expressions[0]).text else { return nil }
            return "\(words), \(timeZone)"
        case .assets(let assets, let all):
            let names = assets.map(\.name).joined(separator: ", ")
            if assets.count == 1 { return "when \(names) was updated" }
            return "when \(all ? "all" : "any") of \(names) were updated"
        }
    }

    private static func words(seconds: Double) -> String {
        guard seconds.isFinite, seconds >= 1, seconds < 1e12, seconds == seconds.rounded() else {
            return "\(seconds) seconds"
        }
        let whole = Int(seconds)
        for (unit, length) in [("day", 86_400), ("hour", 3600), ("minute", 60)] where whole % length == 0 {
            return whole == length ? unit : "\(whole / length) \(unit)s"
        }
        return whole == 1 ? "second" : "\(whole) seconds"
    }
}
