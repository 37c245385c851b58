// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Testing

@testable import DagrunEdge

@Suite struct IsolatedTryTests {
    private static let worker = [
        "HOME": "/root", "NOTIFY_SOCKET": "/run/notify", "WATCHDOG_USEC": "1", "WATCHDOG_PID": "2",
        "CREDENTIALS_DIRECTORY": "/run/credentials", "AIRFLOW__LOGGING__LOGGING_LEVEL": "DEBUG",
        "AIRFLOW__CORE__DAGS_FOLDER": "/dags", "AIRFLOW__CORE__FERNET_KEY": "k", "AIRFLOW_CONN_BOARD": "http://u:p@h",
    ]

    @Test func `A process gets neither what is for the service, nor Airflow's settings but its levels of logging`() {
        #expect(
            IsolatedTry.environment(Self.worker) == ["HOME": "/root", "AIRFLOW__LOGGING__LOGGING_LEVEL": "DEBUG"])
    }

    @Test func `A task in Python gets Airflow's settings, too, but none that is secret`() {
        #expect(
            PythonTask.environment(Self.worker) == [
                "HOME": "/root", "AIRFLOW__LOGGING__LOGGING_LEVEL": "DEBUG", "AIRFLOW__CORE__DAGS_FOLDER": "/dags",
            ])
    }
}
