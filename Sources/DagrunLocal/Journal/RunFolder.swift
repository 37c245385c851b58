// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel

/// Where a local run is kept: `.dagrun/runs/<dag>/<run>/`.
///
/// `events.jsonl` is the journal; `logs/` holds a file for each try that logged something.
public struct RunFolder: Sendable, Hashable {
    /// The folder of the run.
    public let path: String

    /// Names the folder of a run.
    ///
    /// - Parameters:
    ///   - root: The folder that holds all runs of all DAGs, such as `.dagrun/runs`.
    ///   - dagID: The DAG's id.
    ///   - runID: The run's id.
    public init(root: String, dagID: String, runID: String) {
        path = "\(root)/\(Self.component(dagID))/\(Self.component(runID))"
    }

    /// The journal's path.
    public var journal: String { "\(path)/events.jsonl" }

    /// The path of the log of a try.
    ///
    /// - Parameters:
    ///   - instance: The task instance.
    ///   - tryNumber: The try's number.
    /// - Returns: The path; there is a file only if the try logged something.
    public func log(_ instance: TaskInstanceID, tryNumber: Int) -> String {
        let index = instance.mapIndex < 0 ? "" : "/map_index=\(instance.mapIndex)"
        return "\(path)/logs/\(Self.component(instance.taskID))\(index)/attempt=\(tryNumber).log"
    }

    /// An id as the name of a folder: a slash or a leading dot can't lead elsewhere.
    static func component(_ id: String) -> String {
        PercentCoding.encode(id) { byte, place in
            byte < 0x20 || [UInt8(ascii: "/"), UInt8(ascii: "%")].contains(byte)
                || (byte == UInt8(ascii: ".") && place == 0)
        }
    }
}
