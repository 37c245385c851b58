// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunCoordinator
internal import DagrunModel
internal import DagrunRuntime
internal import DagrunSystem
internal import FoundationEssentials
internal import Logging
internal import Synchronization

/// The log of one try: lines as Airflow's page shows them, sent to the server while the try goes on.
///
/// Each line is a JSON object with `timestamp`, `level`, `event` and `logger`, as Airflow's own workers write.
final class TaskLog: TryLog {
    /// Hides secrets in what is written.
    let masker = SecretMasker()
    private let taskID: String
    private let clock: any RunClock
    private let shipper: LogShipper?
    private let file: Mutex<OutputFile?>

    init(
        _ job: EdgeJob, _ workload: TaskWorkload, _ configuration: EdgeWorkerConfiguration, client: EdgeClient,
        keeper: LogKeeper
    ) {
        taskID = workload.taskID
        clock = configuration.clock
        shipper = configuration.pushesLogs ? LogShipper(job, configuration, client: client, keeper: keeper) : nil
        var file: OutputFile?
        if let folder = configuration.logFolder, let path = workload.logPath, !path.split(separator: "/").contains("..")
        {
            file = try? OutputFile(appendingTo: "\(folder)/\(path)")
        }
        self.file = Mutex(file)
    }

    func write(level: Logger.Level, message: String, metadata: Logger.Metadata) {
        var members: [String: JSONValue] = [:]
        for (key, value) in metadata { members[key] = .string(masker.mask("\(value)")) }
        append(TaskLogLine.word(level), masker.mask(message), logger: taskID, members)
    }

    // Already masked by the context.
    func write(line: String) { append("info", line, logger: "task.stdout") }

    /// Writes what happened to the try.
    func info(_ text: String) { append("info", masker.mask(text), logger: "task") }

    /// Writes what went wrong with the try.
    func error(_ text: String) { append("error", masker.mask(text), logger: "task") }

    /// Sends what was not sent yet.
    ///
    /// A log without a line would show as one that can't be read.
    ///
    /// - Parameter state: How the try ended, in Airflow's words.
    func finish(_ state: String) async {
        if shipper?.isUnused == true { append("info", "the task ended as \(state)", logger: "task", isLast: true) }
        await shipper?.finish()
    }

    /// The present instant.
    var now: Date { clock.now() }

    /// Writes a line of the log.
    func append(
        _ level: String, _ text: String, logger: String, _ others: [String: JSONValue] = [:], isLast: Bool = false
    ) {
        append(
            TaskLogLine.bytes(level, text, logger: logger, at: now, others), isDebug: level == "debug", isLast: isLast)
    }

    /// Writes a line that is made already, with its end.
    func append(_ line: [UInt8], isDebug: Bool, isLast: Bool = false) {
        file.withLock { file in
            // A disk that is full must not end the task; the server has the lines.
            try? file?.write(line)
        }
        shipper?.append(line, isDebug: isDebug, isLast: isLast)
    }
}
