// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

internal import DagrunAirflow
internal import DagrunRuntime
internal import Logging
internal import Synchronization

// The loop that takes jobs, one request at a time, and how long those that run may go on at the end.
extension EdgeWorker {
    func fetchForever() async {
        var failures = 0
        while !isDone {
            var pause = configuration.pollInterval
            let now = configuration.clock.now()
            status.withLock { $0.lastFetchTurn = now }
            let (mayFetch, queues, slots) = status.withLock { ($0.mayFetch, $0.queues, $0.freeSlots) }
            if mayFetch {
                do {
                    if let job = try await client.fetchJob(
                        for: configuration.name, queues: queues, slots: slots, team: configuration.team)
                    {
                        start(job)
                        pause = .zero
                    }
                    failures = 0
                    status.withLock { $0.hasFailedLook = false }
                } catch {
                    failures += 1
                    status.withLock { $0.hasFailedLook = true }
                    pause = min(max(pause, .seconds(1) * (1 << min(failures, 6))), .seconds(60))
                    logger.log(
                        level: failures == 1 ? .warning : .debug, "can't look for jobs", metadata: ["error": "\(error)"]
                    )
                }
            }
            if pause > .zero { await fetchNews.wait(atMost: pause, on: configuration.clock) }
        }
    }

    private func start(_ job: EdgeJob) {
        let now = configuration.clock.now()
        let number = status.withLock { status in
            status.take(RunningJob(key: job.key, slots: job.slots, started: now))
        }
        logger.info("took a job", metadata: ["job": "\(job.key)"])
        Task(executorPreference: configuration.clock.executor) {
            let end = await self.runner.run(job, number: number)
            self.logger.log(
                level: end.isFailure ? .warning : .info, "ended a job",
                metadata: ["job": "\(job.key)", "state": "\(end.word)"])
            let (mayTakeMore, isAwaited) = self.status.withLock { status in
                // After a look that failed the next one can be a minute away, and here the server has just answered.
                let mayTakeMore = status.lacksRoom || status.hasFailedLook || status.isDraining
                status.jobs[number] = nil
                let isLast = status.jobs.isEmpty
                return (mayTakeMore, isLast && (status.isDraining || status.isInMaintenance))
            }
            // Where there was room, the last look found nothing, and the next one is due soon: a job's end brings no other job.
            if mayTakeMore { self.fetchNews.signal() }
            // Else the next report will do: one for each job would be a seventh request for it.
            if isAwaited { self.heartbeatNews.signal() }
        }
    }

    /// Cancels what runs when the worker waited long enough for it.
    func limitDrain() async {
        guard let limit = configuration.drainTimeout else { return await untilCancelled() }
        while !status.withLock({ $0.isDraining }), !Task.isCancelled {
            await drainNews.wait(atMost: .seconds(3600), on: configuration.clock)
        }
        guard (try? await configuration.clock.sleep(for: limit)) != nil else { return }
        runner.cancelAll(reason: "the worker ends, and the task has had \(limit) to end by itself")
        await untilCancelled()
    }

    /// Waits for the end of the loops.
    func untilCancelled() async {
        while (try? await configuration.clock.sleep(for: .seconds(3600))) != nil {}
    }
}
