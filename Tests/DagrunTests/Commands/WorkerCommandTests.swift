// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunModel
import DagrunSystem
import FoundationEssentials
import Synchronization
import Testing

@Suite(.enabled(if: Program.isBuilt, Program.whyNot)) struct WorkerCommandTests {
    /// What a worker answers.
    private static let answer: JSONValue = [
        "name": "pi-4", "state": "maintenance pending", "server": "http://server/edge_worker/v1/", "pid": 7,
        "started": "2026-01-01T00:00:00Z", "last_heartbeat": nil, "concurrency": 4, "free_concurrency": 2,
        "queues": ["gpio", "camera"], "maintenance_comment": "a new SD card", "health": "WARNING",
        "health_reasons": ["64 MiB are free on the disk"],
        "jobs": [
            [
                "dag_id": "brew", "task_id": "pour", "run_id": "manual__1", "try_number": 2, "map_index": 3, "slots": 2,
                "started": "2026-01-01T00:00:00Z",
            ]
        ],
    ]

    /// A worker that answers one request, and remembers it.
    private final class Worker: Sendable {
        private let socket: LocalSocket
        private let line = Mutex<[UInt8]>([])

        init(in folder: String) throws {
            socket = try LocalSocket.listen(at: "\(folder)/worker-pi-4.socket")
            try #require(
                DetachedThread.start {
                    guard let connection = self.socket.accept() else { return }
                    let request = connection.readLine(atMost: 1000) ?? []
                    self.line.withLock { $0 = request }
                    connection.write(CanonicalJSON.bytes(of: WorkerCommandTests.answer) + [10])
                } == 0)
        }

        /// What was asked for; known once the answer is there.
        var request: JSONValue? { try? JSONValue(parsing: line.withLock { $0 }) }
    }

    @Test func `status tells how a worker is, for people and for programs`() throws {
        let program = try Program()
        let worker = try Worker(in: program.folder)
        let text = try program.run("worker", "status", "--state-folder", program.folder)
        #expect(text.status == 0)
        #expect(worker.request == ["request": "status"])
        #expect(
            text.lines.prefix(7) == [
                "worker     pi-4, maintenance pending", "why        a new SD card",
                "server     http://server/edge_worker/v1/", "heartbeat  never", "slots      2 of 4 are free",
                "queues     gpio, camera", "health     warning: 64 MiB are free on the disk",
            ])
        #expect(text.lines.last?.hasPrefix("job        brew.pour[3] of manual__1, try 2, taken ") == true)
        let other = try Worker(in: program.folder)
        let json = try program.run("worker", "status", "--state-folder", program.folder, "--output", "json").json
        #expect(json == Self.answer)
        withExtendedLifetime(other) {}
    }

    @Test func `maintenance and stop tell a worker what is wanted`() throws {
        let program = try Program()
        let cases: [([String], JSONValue, String)] = [
            (
                ["maintenance", "on", "--comment", "dust"], ["request": "maintenance", "on": true, "comment": "dust"],
                "pi-4 takes no more jobs; those that run go on: 1"
            ),
            (
                ["maintenance", "off"], ["request": "maintenance", "on": false, "comment": nil],
                "pi-4 takes jobs again"
            ),
            (
                ["stop"], ["request": "stop", "now": false],
                "pi-4 takes no more jobs, and ends once those that run have: 1"
            ),
            (["stop", "--now"], ["request": "stop", "now": true], "pi-4 ends"),
        ]
        for (words, request, text) in cases {
            let worker = try Worker(in: program.folder)
            let result = try program.run(["worker"] + words + ["--state-folder", program.folder])
            #expect(result.lines == [text])
            #expect(worker.request == request)
        }
    }

    @Test func `Without a worker, or with words that mean nothing, the error says what to do`() throws {
        let program = try Program()
        let none = try program.run("worker", "status", "--state-folder", program.folder)
        #expect(none.status == 1)
        #expect(none.errors.contains("no worker runs here"))
        let odd = try program.run("worker", "maintenance", "perhaps")
        #expect(odd.status == 2)
        let comment = try program.run("worker", "maintenance", "off", "--comment", "x")
        #expect(comment.errors.contains("give it with on"))
        #expect(try program.run("worker", "--queues", " , ").errors.contains("names no queue"))
        let played = try program.run("worker", "--board", "desk", "--scenario", "press.yaml")
        #expect(played.status == 2 && played.errors.contains("--scenario is played in one run"), "\(played.errors)")
        // Without a word behind it the worker itself is meant, which has not been told where Airflow is.
        let alone = try program.run("worker")
        #expect(alone.status == 2)
        #expect(alone.errors.contains("AIRFLOW__EDGE__API_URL"))
    }

    @Test func `The configuration file goes below the environment, and its faults have a line`() throws {
        let program = try Program(environment: ["AIRFLOW__EDGE__JOB_POLL_INTERVAL": "2"])
        let path = "\(program.folder)/airflow.cfg"
        try Data("[edge]\napi_url = ftp://airflow\njob_poll_interval = never\n".utf8).write(to: URL(filePath: path))
        // The interval of the environment counts, so it is the URL that is wrong.
        #expect(try program.run("worker", "--config", path).errors.contains("ftp://airflow"))
        try Data("[edge]\nnonsense\n".utf8).write(to: URL(filePath: path))
        #expect(try program.run("worker", "--config", path).errors.contains("\(path), line 2"))
        #expect(try program.run("worker", "--config", "/nowhere").errors.contains("/nowhere"))
    }
}
