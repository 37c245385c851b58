// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

// Edges: detecting, debouncing and telling them.
extension LineController {
    /// Begins to watch edges as a line's configuration says, from the level that it has by now.
    func watch(_ line: Int32, _ request: RequestState, _ kernel: Kernel) {
        let config = request.configs[states[line].place]
        let level = level(line, kernel)
        let wasDebounced = states[line].debounce > 0
        states[line].level = level
        states[line].detectsRising = config.edges.includes(.rising)
        states[line].detectsFalling = config.edges.includes(.falling)
        states[line].debounce = config.direction == .input ? config.debounce.clampedNanoseconds : 0
        // A debouncer that goes on keeps its level, and takes the new time with the next edge.
        if !wasDebounced || states[line].debounce == 0 {
            states[line].debouncedLevel = level
            stopDebouncing(line, kernel)
        }
        let watches = config.edges != .none || states[line].debounce > 0
        if states[line].pin >= 0 { kernel.setWatched(states[line].pin, watches) }
    }

    func stopDetecting(_ line: Int32, _ kernel: Kernel) {
        stopDebouncing(line, kernel)
        states[line].debounce = 0
        states[line].detectsRising = false
        states[line].detectsFalling = false
        if states[line].pin >= 0 { kernel.setWatched(states[line].pin, false) }
    }

    private func stopDebouncing(_ line: Int32, _ kernel: Kernel) {
        guard states[line].isDebouncing else { return }
        states[line].isDebouncing = false
        states[line].debounceGeneration &+= 1
        kernel.cancelled()
    }

    /// The net of a watched line changed its logical value.
    func levelChanged(_ line: Int32, _ kernel: Kernel) {
        let lateness = kernel.faults.lateness(of: line, kernel)
        if lateness > 0 { return kernel.schedule(.late, target: line, at: kernel.now + lateness) }
        noticed(line, kernel)
    }

    func noticed(_ line: Int32, _ kernel: Kernel) {
        let level = kernel.isHigh(kernel.pins[states[line].pin].net)
        guard states[line].level != level else { return }
        states[line].level = level
        guard states[line].debounce > 0 else { return detect(line, level, kernel) }
        if states[line].isDebouncing { kernel.cancelled() }
        states[line].isDebouncing = true
        states[line].debounceGeneration &+= 1
        kernel.schedule(
            .debounce, target: line, generation: states[line].debounceGeneration,
            at: kernel.now + states[line].debounce)
    }

    func isLive(_ line: Int32, _ generation: UInt32) -> Bool {
        states[line].isDebouncing && states[line].debounceGeneration == generation
    }

    /// Tells the edge of a line that was stable for its debounce time.
    ///
    /// Source: `debounce_work_func`.
    func debounced(_ line: Int32, _ generation: UInt32, _ kernel: Kernel) {
        guard isLive(line, generation) else { return }
        states[line].isDebouncing = false
        guard states[line].debouncedLevel != states[line].level else { return }
        states[line].debouncedLevel = states[line].level
        detect(line, states[line].level, kernel)
    }

    private func detect(_ line: Int32, _ level: Bool, _ kernel: Kernel) {
        let isRising = level != states[line].isActiveLow
        guard isRising ? states[line].detectsRising : states[line].detectsFalling, let request = holders[line] else {
            return
        }
        states[line].sequence += 1
        let event = EdgeEvent(
            index: states[line].place, edge: isRising ? .rising : .falling,
            timestamp: Timestamp(nanoseconds: kernel.now + (states[line].isRealtime ? epoch : 0)),
            globalSequence: request.nextSequence(), lineSequence: states[line].sequence)
        request.put(event, limit: kernel.faults.queueLimit(of: states[line].chip))
        guard !request.waiters.isEmpty, let told = request.take() else { return }
        kernel.wakeUps.append(.event(request.waiters.removeFirst().waiter, .success(told)))
    }
}
