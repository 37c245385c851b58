// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun
import DagrunHTTP
import DagrunModel
import Testing

@testable import DagrunConformance

/// Runs that nobody starts by hand.
enum StartedRuns {
    /// Has a schedule start a run, and looks what it gives.
    ///
    /// The schedule starts it once: where it has run already, with others, it is cleared and so queued anew.
    static func checkSchedule(_ airflow: RealAirflow) async throws {
        let dag = FeatureDAGs.once
        _ = try await DeployedDAG(dag.document, airflow)
        _ = try await airflow.call(.patch, "/api/v2/dags/\(dag.id)", ["is_paused": false])
        var run: String?
        while run == nil {
            try Task.checkCancellation()
            run = try await airflow.runs(of: dag.id).first { $0.hasPrefix("scheduled__") }
        }
        let scheduled = try #require(run)
        if try await airflow.instances(scheduled, dag.id)["when"]?.state == "success" {
            let path = "/api/v2/dags/\(dag.id)/dagRuns/\(PercentCoding.quote(scheduled))/clear"
            let answer = try await airflow.call(.post, path, ["dry_run": false])
            try #require(answer.status == 200, "\(answer.text)")
        }
        #expect(try await airflow.end(of: scheduled, dag.id) == "success")
        #expect(try await airflow.xcom(scheduled, dag.id, "when") == "scheduled")
    }

    /// Has assets start runs of the DAGs that wait for any and for all of them.
    static func checkAssets(_ airflow: RealAirflow) async throws {
        let dags = [FeatureDAGs.producer, FeatureDAGs.anyConsumer, FeatureDAGs.allConsumer]
        for dag in dags { _ = try await DeployedDAG(dag.document, airflow) }
        let earlier = try await (airflow.runs(of: "feature_any"), airflow.runs(of: "feature_all"))
        for dag in dags { _ = try await airflow.call(.patch, "/api/v2/dags/\(dag.id)", ["is_paused": false]) }
        let run = try await airflow.trigger("feature_producer")
        #expect(try await airflow.end(of: run, "feature_producer") == "success")
        for (consumer, earlier, count) in [("feature_any", earlier.0, 1), ("feature_all", earlier.1, 2)] {
            let started = try await airflow.nextRun(of: consumer, besides: earlier)
            #expect(try await airflow.end(of: started, consumer) == "success")
            #expect(try await airflow.xcom(started, consumer, "react") == .int(Int64(count)))
        }
    }

    /// Runs the DAG whose tasks have callbacks, and looks in their logs who was called.
    static func checkCallbacks(_ airflow: RealAirflow) async throws {
        let dag = FeatureDAGs.outcomes.id
        let run = try await airflow.trigger(dag)
        _ = try await airflow.end(of: run, dag)
        for (task, number, text) in [
            ("fails_for_good", 1, "onFailure: no use to try again"), ("comes_round", 1, "onRetry: lost"),
            ("comes_round", 2, "onSuccess at try 2"), ("skips", 1, "onSkip"),
        ] {
            let lines = try await airflow.log(run, dag, task, number)
            #expect(lines.contains { $0["event"] == .string(text) }, "\(task): \(lines)")
            #expect(task != "fails_for_good" || !lines.contains { $0["event"] == "onRetry" })
        }
    }
}
