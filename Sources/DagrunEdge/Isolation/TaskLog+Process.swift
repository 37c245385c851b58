// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunCoordinator
internal import DagrunModel
internal import DagrunRuntime
internal import FoundationEssentials

extension TaskLog: ProcessLog {
    /// Airflow's words for levels; a line with any other would be dropped by its page.
    private static let levels: Set<String> = [
        "debug", "info", "warning", "warn", "error", "exception", "critical", "notset",
    ]

    func take(line: [UInt8]) {
        guard case .object(var members)? = try? JSONValue(parsing: line), case .string(let level)? = members["level"],
            Self.levels.contains(level)
        else {
            let text = String(decoding: line, as: UTF8.self)
            return append("warning", masker.mask("not a line of a log: \(text)"), logger: "task")
        }
        var hasTime = false
        if case .string(let text)? = members["timestamp"] { hasTime = (try? ISO8601.parse(text)) != nil }
        if !hasTime { members["timestamp"] = .string(ISO8601.ts(now)) }
        if case .string(let text)? = members["event"] {
            members["event"] = .string(text.replacing("\0", with: ""))
        } else {
            members["event"] = ""
        }
        append(masker.mask(CanonicalJSON.bytes(of: .object(members))) + [UInt8(ascii: "\n")], isDebug: level == "debug")
    }

    func take(output line: [UInt8], isError: Bool) {
        append(
            isError ? "error" : "info", masker.mask(String(decoding: line, as: UTF8.self)),
            logger: isError ? "task.stderr" : "task.stdout")
    }

    func notice(_ text: String) { info(text) }
}
