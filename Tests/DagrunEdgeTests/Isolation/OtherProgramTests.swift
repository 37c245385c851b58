// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunEdge
import DagrunModel
import DagrunPackaging
import DagrunSystem
import DagrunTestSupport
import Foundation
import Synchronization
import Testing

/// Tasks of DAGs that the worker's own bundle doesn't have.
@Suite(.enabled(if: Folders.exists(ConformanceProgram.path), "the program conformance is not built"))
struct OtherProgramTests {
    private static let python = "/usr/bin/python3"
    private let bench = WorkerBench()
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A program that knows nothing of this package: it says what its task returned, and that it succeeded.
    private static let foreign = #"""
        #!/bin/sh
        exec /usr/bin/python3 -c '
        import json, socket, struct, sys

        def dial(name):
            host, port = next(a for a in sys.argv if a.startswith(name)).split("=")[1].rsplit(":", 1)
            return socket.create_connection((host, int(port)))

        comm, logs = dial("--comm="), dial("--logs=")

        def read(count):
            content = b""
            while len(content) < count:
                piece = comm.recv(count - len(content))
                if not piece:
                    sys.exit(1)
                content += piece
            return content

        def frame():
            return read(struct.unpack(">I", read(4))[0])

        def text(value):
            return b"\xd9" + bytes([len(value)]) + value.encode()

        def ask(number, **body):
            fields = b"".join(text(k) + (text(v) if isinstance(v, str) else v) for k, v in body.items())
            content = b"\x92" + bytes([number, 0x80 + len(body)]) + fields
            comm.sendall(struct.pack(">I", len(content)) + content)
            return frame()

        assert b"StartupDetails" in frame()
        line = {"event": "hello from elsewhere", "level": "info", "timestamp": "2026-01-01T00:00:00Z"}
        logs.sendall(json.dumps(line).encode() + b"\n")
        ask(0, type="SetXCom", key="return_value", value=b"\x07", dag_id="elsewhere", run_id="r", task_id="far")
        # As in Airflow, what a connection has not is nil, and is not left out.
        connection = ask(1, type="GetConnection", conn_id="board")
        assert all(name + b"\xc0" in connection for name in (b"login", b"password", b"extra", b"port")), connection
        ask(2, type="SucceedTask", state="success", end_date="2026-01-01T00:00:00.5Z", task_outlets=b"\x90",
            outlet_events=b"\x90")
        ' "$@"
        exit 1

        """#

    /// Packs a program as the packers of other languages do.
    private func pack(
        _ program: String, dag: String, version: String = "2026-06-16", change: (inout [UInt8]) -> Void = { _ in }
    ) throws -> String {
        let text = "sdk:\n  supervisor_schema_version: \"\(version)\"\ndags:\n  \(dag):\n    tasks: [far]\n"
        let metadata = Array(text.utf8)
        var bytes = Array(program.utf8)
        var hash = SHA256()
        hash.update(bytes)
        let trailer = BundleTrailer(sourceLength: 0, metadataLength: metadata.count, digest: hash.digest())
        change(&bytes)
        let path = "\(folder.path)/program"
        try Data(bytes + metadata + (try trailer.bytes())).write(to: URL(filePath: "\(path).part"))
        // Nobody may have a program open for writing that is to be started; a process that another test starts just now
        // would have what is open here.
        let copy = try Process.run(URL(filePath: "/bin/cp"), arguments: ["\(path).part", path])
        copy.waitUntilExit()
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    /// Runs a task that only another program can have.
    private func run(_ taskID: String = "far", of dagID: String = "elsewhere", python: String? = nil) async throws {
        bench.server.queue(dagID, taskID)
        let others = OtherPrograms(bundles: [folder.path], python: python, launcher: ConformanceProgram.path)
        try await bench.run([], others: others) { configuration in
            configuration.environment = ["PATH": "/usr/bin:/bin", "AIRFLOW_CONN_BOARD": "http://pi.local"]
        } meanwhile: { _ in
            try await bench.wait(3)
        }
    }

    private func log(_ task: String = "far") -> String { bench.server.state.withLock { $0.logs[task] ?? "" } }

    private func result(_ task: String = "far") -> JSONValue? {
        bench.server.state.withLock { $0.xcoms["\(task)/return_value"]?[-1] }
    }

    @Test(.enabled(if: Folders.exists(python), "there is no Python"))
    func `A packed program in any language runs its tasks, reports them and has its lines in their logs`() async throws
    {
        _ = try pack(Self.foreign, dag: "elsewhere")
        try await run()
        #expect(bench.server.ends() == ["success"], "\(log())")
        #expect(bench.server.states(of: "far") == ["running", "success"])
        #expect(result() == 7)
        #expect(log().contains("hello from elsewhere"))
    }

    @Test func `A packed program made with this package runs under the worker of another one`() async throws {
        _ = try pack("#!/bin/sh\nexec '\(ConformanceProgram.path)' \"$@\"\nexit 1\n", dag: "success_failure")
        try await run("succeeds", of: "success_failure")
        #expect(bench.server.ends() == ["success"], "\(log("succeeds"))")
        #expect(result("succeeds") == ["answer": 42])
    }

    @Test func `A program that was changed after it was packed is not run, and the log says which and what to do`()
        async throws
    {
        let path = try pack(Self.foreign, dag: "elsewhere") { $0[12] ^= 1 }
        try await run()
        #expect(bench.server.ends() == ["up_for_reschedule"])
        #expect(result() == nil)
        #expect(log().contains(path))
        #expect(log().contains("it was changed after it was packed; pack it anew"))
    }

    @Test func `A program that speaks another version of the messages is not run, and the log names both`() async throws
    {
        _ = try pack(Self.foreign, dag: "elsewhere", version: "2027-01-01")
        try await run()
        #expect(bench.server.ends() == ["up_for_reschedule"])
        #expect(log().contains("2027-01-01"))
        #expect(log().contains("2026-06-16"))
    }

    @Test func `A program that is not packed is passed by`() async throws {
        try folder.write("tool", "#!/bin/sh\nexit 1\n", mode: 0o755)
        try await run()
        #expect(bench.server.ends() == ["up_for_reschedule"])
        #expect(log().contains("has the DAG elsewhere"))
        #expect(!log().contains("refused"))
    }

    @Test(.enabled(if: Folders.exists(python), "there is no Python"))
    func `A Python without Airflow's task SDK costs the try, and its log says what is missing`() async throws {
        try await run(python: Self.python)
        #expect(bench.server.ends() == ["failed"])
        #expect(log().contains("No module named 'airflow'"), "\(log())")
    }

    /// Starts a program as a worker does; it writes to a pipe.
    private func start(_ program: String) throws -> (Process, Pipe) {
        let (process, pipe) = (Process(), Pipe())
        process.executableURL = URL(filePath: ConformanceProgram.path)
        process.arguments = ["--other-program", program, "hello"]
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        return (process, pipe)
    }

    private func words(_ pipe: Pipe) throws -> String {
        String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    }

    @Test func `A program that is being written is waited for, and given up when that takes too long`() throws {
        let path = "\(folder.path)/program"
        try FileManager.default.copyItem(atPath: "/bin/echo", toPath: path)
        let writer = unsafe open(path, O_WRONLY | O_CLOEXEC)
        let (late, lateWords) = try start(path)
        late.waitUntilExit()
        #expect(late.terminationStatus != 0)
        #expect(try words(lateWords).contains("can't start \(path): Text file busy"))
        close(writer)

        // On a machine that has other things to do the program may give up before it is closed here: then once more.
        var answer = ""
        for _ in 0..<50 where answer != "hello\n" {
            let writer = unsafe open(path, O_WRONLY | O_CLOEXEC)
            let (process, output) = try start(path)
            // It waits: it sleeps between its attempts.
            var isWaiting = false
            while !isWaiting, process.isRunning {
                isWaiting = try String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
                    .contains(") S ")
            }
            close(writer)
            process.waitUntilExit()
            answer = try words(output)
        }
        #expect(answer == "hello\n")
    }
}
