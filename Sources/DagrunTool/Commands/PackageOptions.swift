// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import ArgumentParser
import FoundationEssentials

/// Which bundle a command is about; these go before the command's name.
struct PackageOptions: ParsableArguments {
    @Option(help: "The executable product with the DAGs, where the package has several.")
    var product: String?

    @Option(help: ArgumentHelp("The package to look in, instead of the one around you.", valueName: "folder"))
    var packagePath: String?

    @Option(name: .shortAndLong, help: "Build for debug (builds fast) or release (runs fast).")
    var configuration: BuildConfiguration = .debug

    func validate() throws {
        if let packagePath, !FileManager.default.fileExists(atPath: folder) {
            throw ValidationError("--package-path \(packagePath): there is no such folder")
        }
    }

    /// The folder to look from, absolute.
    var folder: String {
        let current = FileManager.default.currentDirectoryPath
        guard let packagePath else { return current }
        return packagePath.hasPrefix("/") ? packagePath : "\(current)/\(packagePath)"
    }
}
