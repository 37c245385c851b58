// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunCoordinator
import DagrunModel
import FoundationEssentials

/// A frame that was exchanged between Airflow 3.3.2 and a task.
struct CapturedFrame {
    /// Whether the supervisor sent it.
    let isFromSupervisor: Bool
    /// The type of its message, as far as it has one.
    let type: String
    /// All of it, its length included.
    let bytes: [UInt8]

    /// Whether there are instants in it.
    var hasInstants: Bool { zip(bytes, bytes.dropFirst()).contains { 0xD6...0xD7 ~= $0 && $1 == 0xFF } }

    /// One of each kind that was seen.
    static let all: [CapturedFrame] = {
        let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/frames.jsonl")
        let text = (try? String(decoding: Data(contentsOf: url), as: UTF8.self)) ?? ""
        return text.split(separator: "\n").map { line in
            let value = (try? JSONValue(parsing: Array(line.utf8))) ?? .null
            return CapturedFrame(
                isFromSupervisor: value["dir"] == "supervisor->task", type: Self.text(value["type"]),
                bytes: Self.bytes(Self.text(value["hex"])))
        }
    }()

    private static func text(_ value: JSONValue?) -> String {
        if case .string(let text)? = value { return text }
        return ""
    }

    static func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex.utf8)
        return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16)
        }
    }
}
