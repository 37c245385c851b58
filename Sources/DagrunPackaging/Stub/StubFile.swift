// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

package import DagrunModel

/// A DAG as Airflow sees it: a Python file whose tasks are stubs.
///
/// The file is made of the document alone, and equal documents give equal files. No text of a DAG can become more than a
/// string literal in it. What the document says and no Airflow can express is found by ``faults(of:)``; for a document with
/// faults the file is still harmless, but may not say all.
package struct StubFile {
    /// The queue that Airflow puts tasks into which name none.
    package static let defaultQueue = "default"

    /// The file's name.
    package let name: String
    /// The Python source.
    package let text: String

    /// Makes the file of a DAG.
    ///
    /// - Parameters:
    ///   - document: The DAG.
    ///   - queue: The queue of tasks that name none. A stub must be in a queue that is served by a worker with the Swift
    ///     code, so it is always written down, and a server's `[operators] default_queue` has no say.
    package init(_ document: DAGDocument, queue: String = Self.defaultQueue) {
        var writer = StubWriter(document, queue: queue)
        name = Self.name(document.dag.dagID)
        text = writer.write()
    }

    /// The name of a DAG's file.
    package static func name(_ dagID: String) -> String { "\(dagID).py" }

    /// The version of the document that a file was made of.
    ///
    /// - Parameter text: The file.
    /// - Returns: The version; nil where Dagrun did not make the file.
    package static func version(of text: String) -> String? {
        let line = text.split(separator: "\n").prefix(5).first { $0.hasPrefix(versionMark) }
        return line.map { String($0.dropFirst(versionMark.count)) }
    }

    /// What stands before the version in a file.
    static let versionMark = "# DAG version "
}
