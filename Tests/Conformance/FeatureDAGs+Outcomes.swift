// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import Dagrun

extension FeatureDAGs {
    private enum Patience: Error { case lost }

    /// The ways in which tries end, and who is called then.
    static let outcomes = DAG(
        "feature_outcomes", tags: ["feature"],
        defaults: TaskSettings(retries: 2, retryDelay: .milliseconds(100), timeout: .minutes(5))
    ) {
        task("fails_for_good") { () -> Int in throw TaskSignal.fail("no use to try again") }
            .onFailure { context, error in context.logger.error("onFailure: \(error)") }
            .onRetry { context, _ in context.logger.error("onRetry") }
        task("comes_round") { context in
            guard context.tryNumber > 1 else { throw Patience.lost }
            return context.tryNumber
        }
        .onRetry { context, error in context.logger.warning("onRetry: \(error)") }
        .onSuccess { context in context.logger.notice("onSuccess at try \(context.tryNumber)") }
        task("skips") { () -> Int in throw TaskSignal.skip("nothing to do") }
            .onSkip { context in context.logger.notice("onSkip") }
        task("asks_for_more") { context in
            if context.tryNumber < 3 { throw TaskSignal.retry(after: .milliseconds(50), "not yet") }
            return context.maximumTries
        }
        task("judged") { context in
            if context.tryNumber == 1 { throw Patience.lost }
            throw Broken(description: "for good")
        }
        .retryPolicy { $0 is Patience ? .retry(after: .milliseconds(50)) : .fail }
        task("takes_too_long") { context in try await context.clock.sleep(for: .hours(1)) }
            .timeout(.milliseconds(500)).retries(0)
        let never = ClosureSensor { _ in false }.interval(.milliseconds(100)).timeout(.milliseconds(300))
        task("waits_in_vain", never)
        task("gives_up", never.softFail())
        task(
            "gives_way",
            ClosureSensor { context in context.rescheduleCount > 0 }.mode(.reschedule).interval(.milliseconds(100)))
        task("leaves", BashOperator("exit 99"))
    }

    /// The first failure ends the run.
    static let failFast = DAG("feature_fail_fast", tags: ["feature"], failFast: true) {
        let first = task("first") { 1 }
        let broken = task("broken", first.output) { _ -> Int in throw Broken(description: "broken on purpose") }
        broken >>> task("behind") { "never" }
    }

    /// Every trigger rule, behind a success with a failure and behind a success with a skip.
    static let rules = DAG("feature_rules", tags: ["feature"]) {
        let good = task("good") { "good" }
        let bad = task("bad") { () -> Int in throw Broken(description: "broken on purpose") }
        let skipped = task("skipped") { () -> Int in throw TaskSignal.skip("nothing to do") }
        // That of teardowns is theirs alone.
        for rule in TriggerRule.allCases where rule != .allDoneSetupSuccess {
            [good, bad] >>> task("\(rule.rawValue)_bad") { rule.rawValue }.triggerRule(rule)
            [good, skipped] >>> task("\(rule.rawValue)_skipped") { rule.rawValue }.triggerRule(rule)
        }
    }
}
