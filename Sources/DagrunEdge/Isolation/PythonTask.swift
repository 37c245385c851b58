// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunRuntime

/// How a task in Python is run: by Airflow's own task runner, whose supervisor is this worker.
enum PythonTask {
    /// What the interpreter is started with in front of the arguments that say where the supervisor is.
    ///
    /// Unbuffered, so that what a task prints is in its log when it is printed.
    static let arguments = ["-u", "-c", program]

    /// The code that connects Airflow's task runner with the supervisor.
    ///
    /// The runner expects it at its standard input, and lines of its log go where `configure_logging` says. Both connections
    /// are made before Airflow is imported, which takes seconds on a small machine.
    ///
    /// Source: Airflow 3.3, `airflow.sdk.execution_time.supervisor`, `_fork_main`.
    private static let program = """
        import os, socket, sys

        def dial(name):
            address = next(a for a in sys.argv if a.startswith(name)).split("=", 1)[1]
            host, port = address.rsplit(":", 1)
            return socket.create_connection((host, int(port))).detach()

        comm, logs = dial("--comm="), dial("--logs=")
        os.dup2(comm, 0)
        os.close(comm)
        del sys.argv[1:]

        from airflow.sdk.log import configure_logging

        configure_logging(json_output=True, output=os.fdopen(logs, "wb", buffering=0), sending_to_supervisor=True)

        from airflow.sdk.execution_time.supervisor import block_orm_access
        from airflow.sdk.execution_time.task_runner import main

        block_orm_access()
        main()
        """

    /// What a task in Python gets of the worker's environment: Airflow's settings too, such as where DAGs are, but none that is
    /// secret.
    static func environment(_ worker: [String: String]) -> [String: String] {
        IsolatedTry.withoutService(ChildEnvironment.make(from: worker))
    }
}
