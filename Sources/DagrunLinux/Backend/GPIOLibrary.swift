// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import CDagrunGPIO
public import DagrunHAL
internal import DagrunSystem

/// The machine's libgpiod, of either version.
///
/// It is looked for when real pins are first asked for: `libgpiod.so.3` (version 2, as in Debian 13), then `libgpiod.so.2` (version 1,
/// as in Debian 12). The environment variable `DAGRUN_LIBGPIOD` names another file, or `none`.
@safe
public final class GPIOLibrary: Sendable {
    /// The version, such as `1.6.3`.
    public let version: String
    /// 1 or 2: what the library's kernel interface can do depends on it.
    ///
    /// Version 1 can't debounce (it is done here instead, with the same results), has no other event clock than the
    /// monotonic one, numbers no events, and can't turn a line with edges into one without or back while it holds it.
    public let api: Int

    // A pointer is not Sendable by itself. This one never changes after it was made, and what it points to is a table of functions
    // that any thread may call.
    nonisolated(unsafe) let pointer: OpaquePointer

    /// The environment variable that names the library.
    public static let variable = "DAGRUN_LIBGPIOD"

    /// Opens a library.
    ///
    /// - Parameter name: The name or path of its shared object; nil: whichever is there, as the environment says.
    /// - Throws: ``HALError`` with the code `unsupported` when there is none, with the package to install.
    public init(_ name: String? = nil) throws(HALError) {
        let chosen = name ?? ProcessEnvironment.variables[Self.variable].flatMap { $0.isEmpty ? nil : $0 }
        let names = chosen.map { [$0] } ?? ["libgpiod.so.3", "libgpiod.so.2"]
        var reasons: [String] = []
        for name in names where name != "none" {
            var reason = [CChar](repeating: 0, count: 512)
            guard let pointer = unsafe dagrun_gpio_library_open(name, &reason, reason.count) else {
                reasons.append(
                    String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
                continue
            }
            unsafe self.pointer = pointer
            version = unsafe String(cString: dagrun_gpio_library_version(pointer))
            api = unsafe Int(dagrun_gpio_library_api(pointer))
            return
        }
        let source = name == nil && chosen != nil ? " (\(Self.variable)=\(chosen ?? ""))" : ""
        throw HALError(
            .unsupported, "libgpiod\(source)",
            reason: reasons.isEmpty
                ? "real pins need it, and it is not to be used"
                : "real pins need it: \(reasons.joined(separator: "; "))",
            advice: "Install it: ‘sudo apt install libgpiod3’ on Debian 13, ‘sudo apt install libgpiod2’ on Debian 12.")
    }

    /// Whichever is there.
    static var present: Result<GPIOLibrary, HALError> {
        do throws(HALError) {
            return .success(try GPIOLibrary())
        } catch {
            return .failure(error)
        }
    }

    deinit { unsafe dagrun_gpio_library_close(pointer) }
}
