// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunModel
public import DagrunRuntime
internal import Synchronization

/// What tasks may ask of the outside, kept in memory: what the test gives, and what tasks push.
///
/// ```swift
/// let services = InMemoryServices(outputs: ["pull": "city,volume\nAustin,12"], variables: ["limit": "5"])
/// ```
public final class InMemoryServices: TaskServices {
    private struct State {
        var given: [XComKey: XComValue] = [:]
        var pushed: [XComKey: XComValue] = [:]
        var variables: [String: String]
        var tables = StateTables()
        var answers: [ServiceRequest.Kind: JSONValue] = [:]
        var requests: [ServiceRequest] = []
    }

    private let state: Mutex<State>
    private let connections: [String: Connection]
    private let previousRun: PreviousRun?

    /// Makes services.
    ///
    /// - Parameters:
    ///   - outputs: What tasks returned, by task id. For all instances of a mapped task: an array with an element each.
    ///   - variables: The texts of variables.
    ///   - connections: Connections by id.
    ///   - previousRun: The latest run before that succeeded.
    public init(
        outputs: [String: JSONValue] = [:], variables: [String: String] = [:], connections: [String: Connection] = [:],
        previousRun: PreviousRun? = nil
    ) {
        var state = State(variables: variables)
        for (taskID, value) in outputs {
            state.given[XComKey(taskID: taskID)] = XComValue(json: CanonicalJSON.bytes(of: value))
        }
        self.state = Mutex(state)
        self.connections = connections
        self.previousRun = previousRun
    }

    /// What tasks pushed, their results included.
    public var pushed: [XComKey: XComValue] { state.withLock { $0.pushed } }

    /// The texts of variables, as tasks left them.
    public var variables: [String: String] { state.withLock { $0.variables } }

    /// Gives a value that a task did not return but pushed under a key of its own, or that one instance returned.
    ///
    /// - Parameters:
    ///   - value: The value.
    ///   - key: Names it.
    public func give(_ value: JSONValue, as key: XComKey) {
        state.withLock { $0.given[key] = XComValue(json: CanonicalJSON.bytes(of: value)) }
    }

    /// Reads what was pushed or given.
    public func xcom(_ key: XComKey) -> XComValue? { state.withLock { $0.pushed[key] ?? $0.given[key] } }

    /// Reads the values of all instances, or the elements of an array that was given for all of them.
    public func xcoms(of taskID: String, key: String) -> [XComValue] {
        let found = state.withLock { state in
            state.given.merging(state.pushed) { $1 }.filter { $0.key.taskID == taskID && $0.key.key == key }
        }
        if found.count == 1, let whole = found[XComKey(taskID: taskID, key: key)],
            case .array(let elements) = try? JSONValue(parsing: whole.json)
        {
            return elements.map { XComValue(json: CanonicalJSON.bytes(of: $0)) }
        }
        return found.sorted { $0.key.mapIndex < $1.key.mapIndex }.map(\.value)
    }

    /// Keeps a value.
    public func push(_ value: XComValue, as key: XComKey) { state.withLock { $0.pushed[key] = value } }

    /// Removes what a task instance pushed, before it is tried again.
    public func clearXComs(of taskID: String, mapIndex: Int) {
        state.withLock { state in
            state.pushed = state.pushed.filter { $0.key.taskID != taskID || $0.key.mapIndex != mapIndex }
        }
    }

    /// Looks up a variable.
    public func variable(_ key: String) -> String? { state.withLock { $0.variables[key] } }

    /// Sets or removes a variable.
    public func setVariable(_ key: String, to value: String?) { state.withLock { $0.variables[key] = value } }

    /// Looks up a connection.
    public func connection(_ id: String) -> Connection? { connections[id] }

    /// Tells of the run that was given.
    public func previousSuccessfulRun() -> PreviousRun? { previousRun }

    /// Gives the answer to all requests of a kind, such as the state of a run.
    ///
    /// - Parameters:
    ///   - answer: Airflow's answer, such as `["state": "success"]`; null: there is no such thing.
    ///   - kind: What is asked for.
    public func give(_ answer: JSONValue, to kind: ServiceRequest.Kind) {
        state.withLock { $0.answers[kind] = answer }
    }

    /// What tasks asked for beside XComs, variables and connections.
    public var requests: [ServiceRequest] { state.withLock { $0.requests } }

    /// Answers as was given; both state stores are kept in memory.
    public func answer(_ request: ServiceRequest) throws -> JSONValue? {
        try state.withLock { state in
            state.requests.append(request)
            if let given = state.answers[request.kind] { return given == .null ? nil : given }
            if let result = state.tables.answer(request) { return result.answer }
            throw ServiceUnavailable(
                "the test gives no answer to \(request.kind.rawValue); give it with services.give(…, to: …)")
        }
    }

    /// Says how to give what is missing.
    public func missing(_ kind: String, named name: String) -> String {
        "the test gives no \(kind) “\(name)”; give it with \(kind)s: [\"\(name)\": …]"
    }
}
