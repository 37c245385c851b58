// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunSystem

#if canImport(Glibc)
internal import Glibc
#endif

/// The group of users that may use a device file.
struct DeviceGroup {
    /// The group's name; nil where the file is not there.
    let name: String?
    /// Whether members of the group may do more than everybody.
    let isHelpful: Bool

    init(of path: String) {
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else {
            name = nil
            isHelpful = false
            return
        }
        isHelpful = facts.st_mode & 0o060 == 0o060 && facts.st_gid != 0
        name = Self.name(of: facts.st_gid)
    }

    /// What to do when one may not use the file.
    var advice: String {
        if let name, isHelpful {
            return "It belongs to the group ‘\(name)’: ‘sudo usermod -aG \(name) \(Self.user)’, then log in again."
        }
        return "It belongs to root. A rule for udev gives it to a group: "
            + "‘SUBSYSTEM==\"gpio\", KERNEL==\"gpiochip*\", GROUP=\"gpio\", MODE=\"0660\"’."
    }

    private static func name(of group: gid_t) -> String {
        var entry = unsafe Glibc.group()
        var found: UnsafeMutablePointer<Glibc.group>?
        var buffer = [CChar](repeating: 0, count: 4096)
        guard unsafe getgrgid_r(group, &entry, &buffer, buffer.count, &found) == 0, let found = unsafe found else {
            return "\(group)"
        }
        return unsafe String(cString: found.pointee.gr_name)
    }

    private static var user: String {
        let variables = ProcessEnvironment.variables
        return variables["USER"] ?? variables["LOGNAME"] ?? "\(getuid())"
    }
}
