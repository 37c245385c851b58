// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunLocal

/// Which coordinator runs which queue, by the section `[sdk]` of Airflow's configuration.
///
/// Source: Airflow 3.3, “Configuration Reference”, `[sdk] coordinators` and `queue_to_coordinator`.
struct CoordinatorSettings {
    private let coordinators: JSONValue
    private let queues: JSONValue

    /// Reads the settings; what is no JSON is taken for nothing.
    ///
    /// - Parameter settings: The section's settings by name.
    init(_ settings: [String: String]) {
        coordinators = Self.object(settings["coordinators"])
        queues = Self.object(settings["queue_to_coordinator"])
    }

    /// The name of the coordinator of a queue; nil where it has none.
    func coordinator(of queue: String) -> String? { Self.text(queues[queue]) }

    /// Whether there is a coordinator of a name.
    func has(_ name: String) -> Bool { coordinators[name] != nil }

    /// Where a coordinator looks for programs: folders and files.
    ///
    /// - Parameter name: The coordinator's name.
    /// - Returns: The paths.
    func folders(of name: String) -> [String] {
        switch coordinators[name]?["kwargs"]?["executables_root"] {
        case .array(let paths)?: paths.compactMap(Self.text)
        case .string(let path)?: [path]
        default: []
        }
    }

    /// Where all coordinators of packed programs look for them.
    var executableFolders: [String] {
        guard case .object(let members) = coordinators else { return [] }
        return members.keys.sorted().filter { name in
            Self.text(members[name]?["classpath"])?.hasSuffix(".ExecutableCoordinator") == true
        }.flatMap(folders)
    }

    private static func object(_ text: String?) -> JSONValue {
        text.flatMap { try? JSONParser().value(from: $0) } ?? .object([:])
    }

    private static func text(_ value: JSONValue?) -> String? {
        if case .string(let text)? = value { text } else { nil }
    }
}
