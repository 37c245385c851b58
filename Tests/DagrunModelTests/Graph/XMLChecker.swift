// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// Checks that a text is well-formed XML, as far as our writers use XML: tags, quoted attributes, entities.
enum XMLChecker {
    /// Tells the first fault; `nil` where there is none.
    static func fault(in text: String) -> String? {
        var open: [String] = []
        var rest = Substring(text)
        if rest.hasPrefix("<?xml") { rest = rest.drop { $0 != ">" }.dropFirst() }
        var roots = 0
        while let next = rest.first {
            if next != "<" {
                let data = rest.prefix { $0 != "<" }
                if open.isEmpty, data.contains(where: { !$0.isWhitespace }) { return "text outside: \(data)" }
                if let bad = badEntity(data) { return bad }
                if data.contains(">") { return "bare > in \(data)" }
                rest = rest[data.endIndex...]
                continue
            }
            guard let end = rest.firstIndex(of: ">") else { return "tag without end" }
            let tag = rest[rest.index(after: rest.startIndex)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.contains("<") { return "< in a tag: \(tag)" }
            if tag.hasPrefix("/") {
                guard open.popLast() == String(tag.dropFirst()) else { return "wrong end tag \(tag)" }
                continue
            }
            let isEmpty = tag.hasSuffix("/")
            let body = isEmpty ? tag.dropLast() : tag
            let name = String(body.prefix { !$0.isWhitespace })
            if name.isEmpty { return "tag without name" }
            if let bad = badAttributes(body.dropFirst(name.count)) { return bad }
            if open.isEmpty { roots += 1 }
            if !isEmpty { open.append(name) }
        }
        if let last = open.last { return "no end tag for \(last)" }
        for scalar in text.unicodeScalars where scalar.value < 0x20 && scalar != "\n" { return "control character" }
        return roots == 1 ? nil : "\(roots) roots"
    }

    private static func badAttributes(_ text: Substring) -> String? {
        var rest = text
        var names: Set<String> = []
        while true {
            rest = rest.drop { $0.isWhitespace }
            if rest.isEmpty { return nil }
            let name = String(rest.prefix { $0 != "=" && !$0.isWhitespace })
            guard names.insert(name).inserted else { return "attribute \(name) twice" }
            rest = rest.dropFirst(name.count)
            guard rest.hasPrefix("=\"") else { return "attribute \(name) without a quoted value" }
            rest = rest.dropFirst(2)
            guard let end = rest.firstIndex(of: "\"") else { return "attribute \(name) without an end" }
            if let bad = badEntity(rest[..<end]) { return bad }
            rest = rest[rest.index(after: end)...]
            if let next = rest.first, !next.isWhitespace { return "no space behind \(name)" }
        }
    }

    private static func badEntity(_ text: Substring) -> String? {
        for part in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
            let name = part.prefix { $0 != ";" }
            guard name.count < part.count, ["amp", "lt", "gt", "quot", "#9", "#10", "#13"].contains(name) else {
                return "bad entity &\(part.prefix(10))"
            }
        }
        return nil
    }
}
