// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials

/// How a package of one's own refers to Dagrun.
enum DagrunReference: Hashable {
    /// A folder with the sources: a checkout, or what `make install` put beside the tool.
    case path(String)
    /// A repository, from a version on.
    case url(String, version: String)

    /// The line in the manifest.
    var dependency: String {
        switch self {
        case .path(let path): ".package(name: \"Dagrun\", path: \(Self.literal(path)))"
        case .url(let url, let version): ".package(url: \(Self.literal(url)), from: \(Self.literal(version)))"
        }
    }

    /// The name that products are asked for under: the one given with a path, else what SwiftPM makes of the URL.
    var packageName: String {
        guard case .url(let url, _) = self else { return "Dagrun" }
        let last = url.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map(String.init) ?? "Dagrun"
        return last.hasSuffix(".git") ? String(last.dropLast(4)) : last
    }

    /// Where the running tool comes from.
    ///
    /// - Parameter tool: The path of the tool's executable.
    /// - Returns: The checkout around it, or the sources installed with it; `nil` when there is neither.
    static func aroundTool(_ tool: String) -> DagrunReference? {
        var components = tool.split(separator: "/").dropLast()
        while !components.isEmpty {
            let folder = "/" + components.joined(separator: "/")
            if isDagrun(folder) { return .path(folder) }
            let installed = folder + "/share/dagrun/package"
            if isDagrun(installed) { return .path(installed) }
            components = components.dropLast()
        }
        return nil
    }

    /// Whether a folder holds the package Dagrun.
    private static func isDagrun(_ folder: String) -> Bool {
        guard let data = FileManager.default.contents(atPath: folder + "/Package.swift") else { return false }
        return String(decoding: data, as: UTF8.self).contains("name: \"Dagrun\"")
            && FileManager.default.fileExists(atPath: folder + "/Sources/Dagrun")
    }

    /// A Swift string literal of any text.
    private static func literal(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": literal += "\\\(scalar)"
            case _ where scalar.value < 0x20: literal += "\\u{\(String(scalar.value, radix: 16))}"
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }
}
