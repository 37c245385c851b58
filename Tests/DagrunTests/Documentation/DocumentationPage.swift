// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials
import Testing

/// A page of the documentation, in Markdown.
struct DocumentationPage: CustomTestStringConvertible {
    /// Its path within the package.
    var path: String
    /// Its blocks of Swift, in order.
    var snippets: [Snippet]

    var testDescription: String { path }

    /// The package's folder.
    static var package: String { #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" } }

    /// The folder of the catalog, within the package.
    static let catalog = "Sources/Dagrun/Documentation.docc"

    /// All pages that have Swift in them.
    static let all: [DocumentationPage] = {
        let articles = files(in: "\(catalog)/Articles", suffix: ".md")
        let guides = files(in: "docs", suffix: ".md")
        return (["README.md", "\(catalog)/Dagrun.md"] + articles + guides).compactMap(DocumentationPage.init(path:))
            .filter { !$0.snippets.isEmpty }
    }()

    /// The paths of the files in a folder, in order.
    static func files(in folder: String, suffix: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(package)/\(folder)")) ?? []
        return names.filter { $0.hasSuffix(suffix) }.sorted().map { "\(folder)/\($0)" }
    }

    /// The text of a file of the package.
    static func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: "\(package)/\(path)").map { String(decoding: $0, as: UTF8.self) }
    }

    init?(path: String) {
        guard let text = Self.text(path) else { return nil }
        self.path = path
        snippets = Self.snippets(in: text)
    }

    /// Finds the blocks of a page.
    static func snippets(in text: String) -> [Snippet] {
        var found: [Snippet] = []
        var next = Snippet()
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().makeIterator()
        while let (index, line) = lines.next() {
            if line.hasPrefix("<!-- compile:") {
                let words = line.dropFirst("<!-- compile:".count).replacing("-->", with: "").split(separator: " ")
                next.kind = words.first.flatMap { Snippet.Kind(rawValue: String($0)) } ?? .file
                next.mustFail = words.contains("fails")
                if !line.hasSuffix("-->") {
                    while let (_, line) = lines.next(), line != "-->" { next.hidden.append(line) }
                }
                if next.kind == .shared {
                    found.append(next)
                    next = Snippet()
                }
            } else if line == "```swift" {
                next.line = index + 2
                while let (_, line) = lines.next(), line != "```" { next.code.append(line) }
                found.append(next)
                next = Snippet()
            }
        }
        return found
    }
}
