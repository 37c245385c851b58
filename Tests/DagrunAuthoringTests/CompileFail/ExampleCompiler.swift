// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Glibc

/// Type-checks a file against the modules that this test was built with.
struct ExampleCompiler {
    private let modules: String

    init?() {
        guard let modules = Self.modules else { return nil }
        self.modules = modules
    }

    /// Why there is no compiler to ask; nil where there is one.
    static let problem: String? = {
        if modules == nil { return "the built modules are not beside the test's executable" }
        guard let version = output(of: "swiftc --version 2>&1"), version.status == 0 else {
            return "there is no swiftc in the PATH"
        }
        return nil
    }()

    /// The errors that a file gives, each once.
    func errors(of path: String) -> [CompileError] {
        // The C module that DagrunSystem is built on; its map lies beside what was built of it.
        let map = modules.dropLast("Modules".count) + "CDagrunProcess.build/module.modulemap"
        let command =
            "swiftc -typecheck -swift-version 6 -diagnostic-style llvm -I \(Self.quoted(modules))"
            + " -Xcc -fmodule-map-file=\(Self.quoted(String(map))) \(Self.quoted(path)) 2>&1"
        guard let (text, status) = Self.output(of: command) else {
            return [CompileError(line: 0, message: "swiftc can't be started")]
        }
        var errors: [CompileError] = []
        for line in text.split(separator: "\n") {
            guard let mark = line.firstRange(of: ": error: ") else { continue }
            // The place in front of it is file:line:column.
            let place = line[..<mark.lowerBound].split(separator: ":")
            let number = place.count < 2 ? nil : Int(place[place.endIndex - 2])
            let error = CompileError(line: number ?? 0, message: String(line[mark.upperBound...]))
            if !errors.contains(error) { errors.append(error) }
        }
        // A compiler that crashes names no error.
        if status != 0, errors.isEmpty { errors.append(CompileError(line: 0, message: text)) }
        return errors
    }

    static func bytes(of file: UnsafeMutablePointer<FILE>) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = unsafe fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }

    /// The folder of the modules, found from where the running test lies.
    private static let modules: String? = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0 else { return nil }
        let path = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        var parts = path.split(separator: "/")
        while parts.popLast() != nil {
            let folder = "/" + parts.joined(separator: "/") + "/Modules"
            if unsafe access("\(folder)/DagrunAuthoring.swiftmodule", F_OK) == 0 { return folder }
        }
        return nil
    }()

    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: #"'\''"#) + "'" }

    private static func output(of command: String) -> (text: String, status: Int32)? {
        guard let pipe = unsafe popen(command, "r") else { return nil }
        let bytes = unsafe bytes(of: pipe)
        return (String(decoding: bytes, as: UTF8.self), unsafe pclose(pipe))
    }
}
