// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import FoundationEssentials
import Glibc

/// A folder with a `Package.swift`.
struct PackageFolder: Hashable, Sendable {
    /// Its absolute path.
    var path: String

    /// The nearest folder with a `Package.swift`, from a folder upwards.
    static func nearest(to folder: String) -> PackageFolder? {
        var components = folder.split(separator: "/")
        while true {
            let path = "/" + components.joined(separator: "/")
            var information = stat()
            if unsafe stat(path == "/" ? "/Package.swift" : path + "/Package.swift", &information) == 0,
                information.st_mode & S_IFMT == S_IFREG
            {
                return PackageFolder(path: path)
            }
            if components.popLast() == nil { return nil }
        }
    }

    /// Where SwiftPM builds it; `SWIFTPM_BUILD_DIR` moves it, as it does for SwiftPM.
    var buildFolder: String {
        guard let moved = environmentValue("SWIFTPM_BUILD_DIR"), !moved.isEmpty else { return path + "/.build" }
        return moved.hasPrefix("/") ? moved : "\(path)/\(moved)"
    }

    /// Where SwiftPM puts the executable of a product.
    func executable(of product: String, configuration: BuildConfiguration) -> String {
        "\(buildFolder)/\(configuration.rawValue)/\(product)"
    }

    /// Size and time of each manifest: while they stay the same, so does what the manifests say.
    func manifestFingerprint() -> String {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let manifests = names.filter { $0 == "Package.swift" || ($0.hasPrefix("Package@") && $0.hasSuffix(".swift")) }
        return manifests.sorted().map { name in
            var information = stat()
            _ = unsafe stat("\(path)/\(name)", &information)
            let time = information.st_mtim
            return "\(name) \(information.st_size) \(time.tv_sec).\(time.tv_nsec)"
        }
        .joined(separator: "\n")
    }
}
