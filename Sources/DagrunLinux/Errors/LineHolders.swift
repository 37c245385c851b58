// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL
internal import DagrunSystem

#if canImport(Glibc)
internal import Glibc
#endif

/// Finds the processes that hold lines, as far as `/proc` tells this user.
struct LineHolders {
    private let files: MachineFiles

    init(_ files: MachineFiles) { self.files = files }

    /// The process that holds a line.
    ///
    /// A handle of the kernel's second interface says its chip and lines (`/proc/PID/fdinfo`), one of the first says nothing; there
    /// it is the only process with such a handle, or nobody knows.
    ///
    /// - Parameter line: The line.
    /// - Returns: Its name and number, such as `python3, process 812`; nil when it can't be told.
    func process(of line: LineAddress) -> String? {
        var suspects: [Int] = []
        for process in files.numbered("", in: "/proc") {
            let folder = "/proc/\(process)"
            for descriptor in Folders.names(in: "\(files.root)\(folder)/fd") {
                guard let target = files.link("\(folder)/fd/\(descriptor)"), target.hasPrefix("anon_inode:gpio-")
                else { continue }
                let info = files.text("\(folder)/fdinfo/\(descriptor)") ?? ""
                let fields = info.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
                if fields.contains(["gpio-chip:", line.chip]) {
                    if fields.contains(["gpio-line:", "\(line.offset)"]) { return words(process) }
                } else if !info.contains("gpio-chip:"), suspects.last != process {
                    suspects.append(process)
                }
            }
        }
        return suspects.count == 1 ? words(suspects[0]) : nil
    }

    private func words(_ process: Int) -> String {
        let name = files.text("/proc/\(process)/comm") ?? "?"
        return process == Int(getpid()) ? "this process" : "\(name), process \(process)"
    }
}
