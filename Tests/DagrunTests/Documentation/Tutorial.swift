// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// A tutorial: the files that its steps show, in order.
struct Tutorial {
    /// A file of the reader's package, as a step shows it.
    struct Step {
        /// Its path within the reader's package.
        var name: String
        /// The resource that holds its text.
        var file: String
    }

    var steps: [Step]

    /// All tutorials, in the order of the table of contents.
    static let all: [Tutorial] = {
        let folder = "\(DocumentationPage.catalog)/Tutorials"
        guard let contents = DocumentationPage.text("\(folder)/Dagrun.tutorial") else { return [] }
        return contents.split(separator: "\n").compactMap { line -> Tutorial? in
            guard let name = value(of: "tutorial: \"doc:", in: line) else { return nil }
            return DocumentationPage.text("\(folder)/\(name).tutorial").map(Tutorial.init(text:))
        }
    }()

    /// The text of a resource of the catalog.
    static func resource(_ name: String) -> String? {
        DocumentationPage.text("\(DocumentationPage.catalog)/Resources/\(name)")
    }

    init(text: String) {
        steps = text.split(separator: "\n").compactMap { line in
            guard let name = Self.value(of: "@Code(name: \"", in: line), let file = Self.value(of: "file: \"", in: line)
            else { return nil }
            return Step(name: name, file: file)
        }
    }

    /// What stands between a beginning and the next quotation mark.
    private static func value(of beginning: String, in line: Substring) -> String? {
        guard let range = line.firstRange(of: beginning) else { return nil }
        return String(line[range.upperBound...].prefix { $0 != "\"" })
    }
}
