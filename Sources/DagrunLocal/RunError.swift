// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A run can't be begun, gone on with or read.
public enum RunError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Another process is writing this run's journal.
    case running(String)
    /// A line of a journal is not one of ours.
    case damagedJournal(String, line: Int)
    /// The process died before it wrote anything.
    case emptyJournal(String)
    /// There is no such run.
    case noSuchRun(String)
    /// An option does not fit the DAG or the run.
    case badOption(String)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .running(let path): "\(path) is being written by another process: the run is still going on"
        case .damagedJournal(let path, let line):
            "\(path):\(line): not a line of a run journal; the file was changed or damaged. Remove the line to read the rest"
        case .emptyJournal(let path): "\(path) has no whole line: the run died as it began; start a new one"
        case .noSuchRun(let text), .badOption(let text): text
        }
    }
}
