// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import CDagrunProcess
import DagrunCoordinator
import DagrunSystem
import Glibc
import Testing

/// What a supervisor sees of the end of a bundle's program.
@Suite(.enabled(if: Folders.exists(conformanceProgram), "the program conformance is not built"))
struct ProcessEndTests {
    // Airflow's supervisor looks whether its child has ended when output ends, and then not again for five seconds.
    @Test(arguments: ["succeeds", "fails"])
    func `A process whose output has ended can be waited for`(taskID: String) throws {
        for _ in 0..<20 {
            let supervisor = try ScriptedSupervisor(try StartupDetails.test(taskID, of: "success_failure").opening)
            let (pid, output) = try start(supervisor.arguments)
            while case .bytes = output.read() {}
            #expect(dagrun_has_ended(pid) == 1)
            var status: Int32 = 0
            unsafe waitpid(pid, &status, 0)
            #expect(status == 0)
        }
    }

    private func start(_ arguments: CoordinatorArguments) throws -> (pid: pid_t, output: Descriptor) {
        let (read, write) = try Descriptor.makePipe()
        let words = ["--comm=\(arguments.comm)", "--logs=\(arguments.logs)"]
        let list = unsafe ([conformanceProgram] + words).map { unsafe strdup($0) } + [nil]
        defer { unsafe list.forEach { unsafe free($0) } }
        let environment: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
        var pid: pid_t = 0
        let error = unsafe dagrun_spawn(
            &pid, conformanceProgram, list, environment, nil, [-1, write.number, write.number], 3)
        try #require(error == 0)
        return (pid, read)
    }
}
