// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// The examples that come with the tool, for when there is no package around.
enum BuiltInExamples {
    /// Where they may be: beside the tool as SwiftPM builds it, or where `make install` puts them.
    static func candidates(tool: String) -> [String] {
        let folder = tool.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let prefix = folder.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        return ["\(folder)/\(PackageManifest.examplesProduct)", "\(prefix)/libexec/dagrun/examples"]
    }

    /// The executable of the examples.
    ///
    /// - Throws: When none of the places has it.
    static func executable(tool: String? = ProgramSearch.ownPath) throws(ToolError) -> String {
        let places = tool.map(candidates) ?? []
        if let found = places.first(where: ProgramSearch.isExecutableFile) { return found }
        throw ToolError(
            .doesNotLoad,
            "no package around, and no built-in examples at \(places.joined(separator: " or ")); go to a package that "
                + "depends on Dagrun, make one with `dagrun init`, or build the examples with `make build`")
    }
}
