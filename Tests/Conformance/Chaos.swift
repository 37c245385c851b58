// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import Glibc

/// Tasks that are killed while they run, and so are tried often; each try leaves a mark in a folder.
let chaos = DAG("chaos") {
    task("step").expand(over: .value(Array(0..<20))) { number, context in
        context.logger.info("step \(number) begins")
        if let folder = unsafe getenv("DAGRUN_CHAOS_FOLDER") {
            let run = context.run.runID.replacing("/", with: "_")
            let mark = unsafe "\(String(cString: folder))/\(run)-\(number)-\(context.tryNumber)"
            // One that is there already is that of the same try: it was begun twice.
            let isFirst = leave("\(mark).mark")
            if !isFirst { _ = leave("\(mark).twice") }
        }
        // Long enough to be killed in; nothing waits for this time to pass.
        try await context.clock.sleep(for: .milliseconds(200 * (number % 10)))
        return number * 2
    }
}

/// Makes an empty file.
///
/// - Returns: Whether there was none.
private func leave(_ path: String) -> Bool {
    let descriptor = unsafe open(path, O_CREAT | O_EXCL | O_WRONLY, 0o644)
    if descriptor >= 0 { close(descriptor) }
    return descriptor >= 0
}
