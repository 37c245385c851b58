// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunHAL
public import DagrunSimulator
internal import DagrunSystem
public import Testing

extension TestBoard {
    /// A path that counts from the folder of a file.
    static func path(_ path: String, besides file: String) -> String {
        path.hasPrefix("/") ? path : "\(Folders.parent(of: file))/\(path)"
    }

    /// The name of the environment variable that makes golden traces anew.
    private static let variable = "DAGRUN_RECORD_TRACES"

    /// Expects signals to do what they did when a golden trace was made.
    ///
    /// Where there is no golden trace yet, it is made, and the test fails once, so that somebody looks at it. With
    /// `DAGRUN_RECORD_TRACES=1` in the environment it is made anew.
    ///
    /// - Parameters:
    ///   - path: The golden trace, a VCD; a relative path counts from the folder of the test's file.
    ///   - names: The signals that are compared; nil: all that the golden trace has.
    ///   - tolerance: How far both may be apart.
    ///   - file: The test's file.
    ///   - location: Where a failure is shown.
    /// - Returns: Whether they did.
    /// - Throws: `FileError` and `VCDError` when the golden trace can't be read or made.
    @discardableResult
    public func expectTrace(
        like path: String, of names: [String]? = nil, tolerance: TraceTolerance = .exact, file: String = #filePath,
        sourceLocation location: Testing.SourceLocation = #_sourceLocation
    ) throws -> Bool {
        let path = Self.path(path, besides: file)
        let isAnew = ProcessEnvironment.variables[Self.variable].map { !$0.isEmpty && $0 != "0" } ?? false
        guard Folders.exists(path), !isAnew else {
            let output = try OutputFile(appendingTo: path)
            try output.truncate(to: 0)
            try output.write(trace.selecting(names).vcd(timescale: .nanosecond, comment: origin))
            if isAnew { return true }
            fail("there was no golden trace; \(path) is made now: look at it, and run the test again", location)
            return false
        }
        let golden = try Trace(vcd: try Folders.read(path))
        guard let difference = trace.difference(from: golden, of: names, tolerance: tolerance) else { return true }
        fail("not as in the golden trace \(path): \(difference)", location)
        return false
    }
}

extension Trace {
    /// A trace of some of the signals.
    fileprivate func selecting(_ names: [String]?) -> Trace {
        guard let names else { return self }
        var selected = Trace(capacity: capacity, start: start)
        var places: [Int: Int] = [:]
        for name in names {
            guard let place = place(of: name) else { continue }
            places[place] = selected.add(TraceSignal(name, signals[place].kind), firstValue(of: place))
        }
        for index in 0..<count {
            let change = self[index]
            if let place = places[change.signal] { selected.record(change.value, of: place, at: change.time) }
        }
        selected.extend(to: end)
        return selected
    }
}
