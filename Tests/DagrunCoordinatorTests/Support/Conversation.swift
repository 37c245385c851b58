// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunCoordinator
import DagrunModel
import FoundationEssentials

/// What Airflow 3.3.2 and a task said to each other, in order.
struct Conversation: Sendable {
    /// The frame that the supervisor sent by itself, with its length.
    let opening: [UInt8]
    /// The requests, each with its answer; those that got none are without.
    let requests: [(request: JSONValue, answer: CommFrame?)]

    private static let all: [String: [(isAnswer: Bool, frame: CommFrame, bytes: [UInt8])]] = {
        let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/conversations.jsonl")
        let text = (try? String(decoding: Data(contentsOf: url), as: UTF8.self)) ?? ""
        var all: [String: [(isAnswer: Bool, frame: CommFrame, bytes: [UInt8])]] = [:]
        for line in text.split(separator: "\n") {
            guard let value = try? JSONValue(parsing: Array(line.utf8)), case .string(let name)? = value["of"],
                case .string(let hex)? = value["hex"]
            else { continue }
            let bytes = CapturedFrame.bytes(hex)
            guard let frame = try? CommFrame(Array(bytes.dropFirst(4))) else { continue }
            all[name, default: []].append((value["dir"] == "supervisor->task", frame, bytes))
        }
        return all
    }()

    /// Takes a conversation by the name of the task and the try.
    init?(_ name: String) {
        guard let frames = Self.all[name], let first = frames.first else { return nil }
        opening = first.bytes
        let answers = Dictionary(frames.dropFirst().filter(\.isAnswer).map { ($0.frame.id, $0.frame) }) { first, _ in
            first
        }
        requests = frames.filter { !$0.isAnswer }.map { (_, frame, _) in
            (Self.plain((try? frame.body) ?? .null), answers[frame.id])
        }
    }

    /// A request without what makes no difference: what is null, and when something ended.
    static func plain(_ request: JSONValue) -> JSONValue {
        guard case .object(let members) = request else { return request }
        return .object(
            members.filter { $0.value != .null && $0.key != "end_date" && !($0.key == "map_index" && $0.value == -1) })
    }

    /// Answers as Airflow did to the same request.
    func answer(_ message: TaskMessage) -> ScriptedSupervisor.Reaction {
        let wanted = Self.plain(message.json)
        guard let frame = requests.first(where: { $0.request == wanted })?.answer else { return .answer(.null) }
        if let error = (try? frame.third).flatMap({ ErrorResponse($0) }) { return .refuse(error) }
        return .answer((try? frame.body) ?? .null)
    }
}
