// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The name of a new package, and what Swift makes of it.
struct PackageName: Hashable {
    /// As the user wrote it: the folder, the package and the executable.
    let text: String
    /// The module: a Swift identifier in upper camel case.
    let module: String

    /// Modules that a package of one's own can't be named as, in lower case.
    private static let taken: Set<String> = [
        "dagrun", "dagruntesting", "swift", "testing", "foundation", "foundationessentials", "glibc", "logging",
        "hello",
        "any", "self", "type", "protocol",
    ]

    /// Makes a module's name of `my-dags`: `MyDags`.
    ///
    /// - Throws: A usage error when nothing of the name can be used.
    init(_ text: String) throws(ToolError) {
        let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let joined = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        guard let first = joined.first, !text.contains("\""), !text.contains("\\"),
            text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
        else {
            throw ToolError(
                .usage,
                "\"\(text)\" is no name for a package; use letters, digits and dashes, as in `dagrun init my-dags`")
        }
        self.text = text
        if first.isNumber {
            module = "DAGs" + joined
        } else if Self.taken.contains(joined.lowercased()) {
            module = joined + "DAGs"
        } else {
            module = joined
        }
    }
}
