// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A block of Swift in a page of the documentation, and how it is to be compiled.
///
/// A comment right above the block says how; it is not shown to readers:
///
/// - none: the block is a file of its own.
/// - `<!-- compile: dag … -->`: it stands in the body of a DAG. The lines in the comment stand in front of it, those from
///   the first `let` on within the body.
/// - `<!-- compile: shared … -->`: the lines in the comment are a file that all blocks of the page see; there is no block.
/// - `<!-- compile: test -->`: it is a file of tests, of the package that `dagrun init` made where it imports that.
/// - `fails` as a further word: it must not compile.
struct Snippet {
    enum Kind: String { case file, dag, shared, test }

    var kind = Kind.file
    var mustFail = false
    /// The lines in the comment.
    var hidden: [Substring] = []
    /// The lines of the block.
    var code: [Substring] = []
    /// The line of the page that the block begins at.
    var line = 0

    /// The text of a file with the block, whose errors name the page and its lines.
    func source(page: String, number: Int) -> String {
        let place = "#sourceLocation(file: \"\(page)\", line: \(line))"
        let code = code.joined(separator: "\n")
        let hidden = hidden.joined(separator: "\n")
        switch kind {
        case .shared: return "import Dagrun\n\(hidden)\n"
        case .file, .test:
            let isImporting = self.code.contains { $0.hasPrefix("import ") }
            return "\(isImporting ? "" : "import Dagrun\n")\(hidden)\n\(place)\n\(code)\n"
        case .dag:
            let first = self.hidden.firstIndex { $0.hasPrefix("let ") } ?? self.hidden.endIndex
            // A line of a page that begins with @ would be a directive of DocC.
            let outside = self.hidden[..<first].map { $0.hasPrefix("func ") ? "@Sendable \($0)" : String($0) }
            return """
                import Dagrun
                func snippet\(number)() {
                \(outside.joined(separator: "\n"))
                _ = DAG("snippet") {
                \(self.hidden[first...].joined(separator: "\n"))
                \(place)
                \(code)
                #sourceLocation()
                }
                }

                """
        }
    }
}
