// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunEdge
import DagrunTestSupport
import Testing

@Suite struct ConfigurationFileTests {
    private func variables(_ text: String) throws -> [String: String] {
        try ConfigurationFile(text: text, name: "airflow.cfg").variables
    }

    @Test func `Options have the names of the environment`() throws {
        let text = """
            # A comment.
            [edge]
            api_url = https://airflow.example.com/edge_worker/v1/rpcapi
            Worker_Concurrency: 2
            ; another one
            empty =

            [api_auth]
                jwt_secret = a = b # c
            [logging.more-of]
            base_log_folder = /var/log
            """
        #expect(
            try variables(text) == [
                "AIRFLOW__EDGE__API_URL": "https://airflow.example.com/edge_worker/v1/rpcapi",
                "AIRFLOW__EDGE__WORKER_CONCURRENCY": "2", "AIRFLOW__EDGE__EMPTY": "",
                "AIRFLOW__API_AUTH__JWT_SECRET": "a = b # c", "AIRFLOW__LOGGING_MORE_OF__BASE_LOG_FOLDER": "/var/log",
            ])
    }

    @Test func `Lines that go on indented belong to the option above`() throws {
        #expect(
            try variables("[a]\r\nb = 1\r\n  2\r\n\tthree %%\r\nc = 4\r\n") == [
                "AIRFLOW__A__B": "1\n2\nthree %", "AIRFLOW__A__C": "4",
            ])
    }

    @Test(
        "a line that says nothing is named by its number, without the secret that it may hold",
        arguments: [
            ("[edge]\nhunter2", "line 2"), ("hunter2 = 1", "line 1"), ("[edge\n", "line 1"), ("[]", "line 1"),
            ("[a]\nb = 1\nB = hunter2", "line 3"), ("[a]\n= hunter2", "line 2"),
        ])
    func tellsTheLine(_ text: String, _ place: String) throws {
        let error = #expect(throws: SettingError.self) { try variables(text) }
        #expect(error?.description.contains("airflow.cfg, \(place)") == true)
        #expect(error?.description.contains("= hunter2") == false)
    }

    @Test func `No text traps`() {
        var generator = SeededGenerator(seed: 3)
        let pieces = ["[", "]", "=", ":", "\n", " ", "\r", "%", "%%", "#", ";", "a", "ü", "\0", "edge", "\u{2028}"]
        for _ in 0..<5000 {
            let count = Int.random(in: 0...24, using: &generator)
            let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            _ = try? variables(text)
        }
    }
}
