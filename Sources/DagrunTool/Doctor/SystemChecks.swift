// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunSystem
import FoundationEssentials
import Glibc

/// What the machine has to offer.
struct SystemChecks {
    /// Where runs are kept: the folder that gets `.dagrun`.
    var folder: String
    /// The root of the file system.
    var root = ""

    /// All of them.
    var all: [Check] { [linking, libcurl, timeZones, terminal, runFolder, diskSpace, clock] }

    /// What swift's clang compiles and links against: it brings no C library of its own.
    private var linking: Check {
        let headers = root + "/usr/include/stdio.h"
        let parts = root + "/usr/lib/gcc"
        let manager = FileManager.default
        func entries(_ path: String) -> [String] { (try? manager.contentsOfDirectory(atPath: path)) ?? [] }
        let versions = entries(parts).flatMap { target in
            entries("\(parts)/\(target)").map { "\(parts)/\(target)/\($0)" }
        }
        let found = versions.sorted().last { manager.fileExists(atPath: $0 + "/crtbeginS.o") }
        let advice = "building needs them: sudo apt-get install libc6-dev g++"
        guard manager.fileExists(atPath: headers) else { return .fail("C library", "no \(headers)", advice: advice) }
        guard let found else { return .fail("C library", "no crtbeginS.o below \(parts)", advice: advice) }
        return .ok("C library", "\(headers), \(found)")
    }

    private var libcurl: Check {
        let name = "libcurl.so.4"
        guard let handle = unsafe dlopen(name, RTLD_NOW | RTLD_LOCAL) else {
            return .warn(
                "libcurl", "\(name) can't be loaded",
                advice: "HTTPOperator and HTTPSensor need it: sudo apt-get install libcurl4")
        }
        unsafe dlclose(handle)
        return .ok("libcurl", name)
    }

    private var timeZones: Check {
        let folder = environmentValue("TZDIR") ?? "/usr/share/zoneinfo"
        guard FileManager.default.fileExists(atPath: folder + "/Europe/Berlin") else {
            return .warn(
                "time zones", "none in \(folder)",
                advice: "schedules in a time zone other than UTC need them: sudo apt-get install tzdata")
        }
        return .ok("time zones", folder)
    }

    private var terminal: Check {
        let columns = Terminal.standardError().columns
        var words = [columns.map { "\($0) columns" } ?? "not a terminal: progress as plain lines"]
        let isColourless = environmentValue("NO_COLOR").map { !$0.isEmpty } ?? false
        words.append(isColourless ? "NO_COLOR" : "colour")
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap(environmentValue).first { !$0.isEmpty } ?? "C"
        let isUTF8 = ["utf-8", "utf8"].contains { locale.lowercased().hasSuffix($0) }
        words.append(locale)
        let found = words.joined(separator: ", ")
        return isUTF8
            ? .ok("terminal", found)
            : .warn("terminal", found, advice: "for lines and bars that are not garbled: export LC_ALL=C.UTF-8")
    }

    private var runFolder: Check {
        let path = (folder == "/" ? "" : folder) + "/.dagrun"
        let isThere = FileManager.default.fileExists(atPath: path)
        guard unsafe access(isThere ? path : folder, W_OK | X_OK) == 0 else {
            return .fail(
                "run folder", "\(path) can't be written: \(SystemMessage.text(errno))",
                advice: "runs are kept there: go to a folder of your own, or change its owner")
        }
        return .ok("run folder", path + (isThere ? "" : " can be made"))
    }

    private var diskSpace: Check {
        var information = statvfs()
        guard unsafe statvfs(folder, &information) == 0 else {
            return .warn("disk space", SystemMessage.text(errno), advice: "see what `df \(folder)` says")
        }
        let (bytes, overflow) = UInt64(information.f_bavail).multipliedReportingOverflow(
            by: UInt64(information.f_frsize))
        return Self.diskSpace(bytes: overflow ? .max : bytes, folder: folder)
    }

    /// Judges the free bytes: a debug build of a bundle takes near half a gigabyte.
    static func diskSpace(bytes: UInt64, folder: String) -> Check {
        let found = "\(bytes / 1_000_000) MB free in \(folder)"
        let advice = "a build needs about 500 MB; remove old .build folders and runs (.dagrun/runs)"
        switch bytes {
        case ..<100_000_000: return .fail("disk space", found, advice: advice)
        case ..<1_000_000_000: return .warn("disk space", found, advice: advice)
        default: return .ok("disk space", found)
        }
    }

    private var clock: Check {
        var now = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &now)
        var tool = stat()
        _ = unsafe stat("/proc/self/exe", &tool)
        let date = Date(timeIntervalSince1970: Double(now.tv_sec)).formatted(.iso8601)
        // A Raspberry Pi has no battery: until it has heard from a time server its clock is in the past.
        guard now.tv_sec >= tool.st_mtim.tv_sec else {
            return .warn(
                "clock", "\(date) is before this tool was built",
                advice: "dates of runs and TLS need the time: sudo timedatectl set-ntp true")
        }
        return .ok("clock", date)
    }
}
