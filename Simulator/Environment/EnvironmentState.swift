// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

import DagrunHAL

/// The physical surroundings of a board while it runs.
final class EnvironmentState {
    private struct Threshold {
        let quantity: Int
        /// -1: nobody's; it is there so that the quantity is told.
        let part: Int32
        let number: Int
        var value: Double
        var isAbove: Bool
    }

    private var values: [Double] = []
    private var ranges: [ClosedRange<Double>] = []
    private var owners: [Int] = []
    private var dependents: [[Int]] = []
    private var models: [ModelState] = []
    private var thresholds: [Threshold] = []
    private var balances = Balances()
    // Models that ask for their values at some instant set them, which is no change that anyone is told.
    private var isViewing = false
    // What was taken from one quantity and isn't in the other one yet is no loss.
    private var isMoving = false

    func load(_ design: EnvironmentDesign, into catalog: inout Catalog) -> [String] {
        var faults: [String] = []
        func add(_ quantity: Quantity, owner: Int) {
            if catalog.quantityNumbers[quantity.name] != nil {
                faults.append("the quantity ‘\(quantity.name)’ is there twice")
                return
            }
            catalog.quantityNumbers[quantity.name] = values.count
            catalog.quantities.append(quantity)
            values.append(quantity.initial)
            ranges.append(quantity.range)
            owners.append(owner)
        }
        for quantity in design.quantities { add(quantity, owner: -1) }
        for model in design.models {
            let first = values.count
            for quantity in model.quantities { add(quantity, owner: models.count) }
            let step = model.step.clampedNanoseconds
            if step <= 0 { faults.append("the model ‘\(model.name)’ needs a step of more than zero") }
            models.append(ModelState(model: model, quantities: first..<values.count, step: max(step, 1)))
        }
        dependents = Array(repeating: [], count: values.count)
        for (number, state) in models.enumerated() {
            for name in state.model.inputs {
                guard let quantity = catalog.quantityNumbers[name] else {
                    faults.append("the model ‘\(state.model.name)’ has the input ‘\(name)’, which is no quantity")
                    continue
                }
                dependents[quantity].append(number)
            }
            // What a part or a person sets wakes the model that owns it.
            for quantity in state.quantities where !dependents[quantity].contains(number) {
                dependents[quantity].append(number)
            }
        }
        for conservation in design.conservations {
            var quantities: [Int] = []
            for name in conservation.quantities {
                guard let quantity = catalog.quantityNumbers[name] else {
                    faults.append("the balance ‘\(conservation.name)’ has ‘\(name)’, which is no quantity")
                    continue
                }
                quantities.append(quantity)
            }
            balances.add(conservation, of: quantities, values)
        }
        return faults
    }

    func start(_ kernel: Kernel) {
        for number in models.indices {
            models[number].model.start(ModelContext(kernel))
            models[number].time = kernel.now
            continueOrRest(number, kernel)
        }
    }

    // MARK: Values

    /// The value as it is stored; that of a model at rest is the one at the rest's begin or at the instant that was asked for last.
    func stored(_ quantity: Int) -> Double { values[quantity] }

    /// The value at the present instant.
    func value(_ quantity: Int, _ kernel: Kernel) -> Double {
        let owner = owners[quantity]
        if owner >= 0, models[owner].isResting { view(owner, at: kernel.now, kernel) }
        return values[quantity]
    }

    func set(_ quantity: Int, _ value: Double, isFromOutside: Bool, _ kernel: Kernel) {
        guard value.isFinite else { return }
        let range = ranges[quantity]
        let value = min(max(value, range.lowerBound), range.upperBound)
        if isViewing {
            values[quantity] = value
            return
        }
        guard self.value(quantity, kernel) != value else { return }
        // They had the old value up to now.
        wakeDependents(of: quantity, kernel)
        let old = values[quantity]
        values[quantity] = value
        if isFromOutside { balances.came(value - old, to: quantity) }
        kernel.tell(kernel.sinkMasks.quantities, .quantity(quantity), .value(.number(value)))
        checkThresholds(of: quantity, kernel)
    }

    func move(_ amount: Double, from source: Int, to target: Int, _ kernel: Kernel) -> Double {
        let room = ranges[target].upperBound - values[target]
        let moved = max(0, min(amount, values[source] - ranges[source].lowerBound, room))
        guard moved > 0, source != target else { return 0 }
        isMoving = true
        defer { isMoving = false }
        let before = values[source]
        set(source, before - moved, isFromOutside: false, kernel)
        set(target, values[target] + moved, isFromOutside: false, kernel)
        return moved
    }

    // MARK: Models

    func isLive(_ model: Int32, _ generation: UInt32) -> Bool { models[Int(model)].generation == generation }

    func step(_ model: Int32, _ generation: UInt32, _ kernel: Kernel) {
        let number = Int(model)
        guard models[number].generation == generation else { return }
        catchUp(number, kernel)
        continueOrRest(number, kernel)
    }

    /// Brings a model's quantities up to the present instant and ends its rest.
    private func catchUp(_ number: Int, _ kernel: Kernel) {
        let elapsed = kernel.now - models[number].time
        if models[number].isResting {
            let before = models[number].anchors
            view(number, at: kernel.now, kernel)
            models[number].isResting = false
            models[number].sample = .max
            models[number].time = kernel.now
            tellChanges(of: number, since: before, kernel)
        } else if elapsed > 0 {
            models[number].time = kernel.now
            models[number].model.advance(by: Double(elapsed) * 1e-9, ModelContext(kernel))
            checkBalances(kernel)
        }
    }

    private func tellChanges(of number: Int, since before: [Double], _ kernel: Kernel) {
        for (place, quantity) in models[number].quantities.enumerated() where values[quantity] != before[place] {
            kernel.tell(kernel.sinkMasks.quantities, .quantity(quantity), .value(.number(values[quantity])))
            checkThresholds(of: quantity, kernel)
        }
        checkBalances(kernel)
    }

    private func continueOrRest(_ number: Int, _ kernel: Kernel) {
        models[number].generation &+= 1
        guard models[number].model.isResting(ModelContext(kernel)) else {
            kernel.schedule(
                .model, target: Int32(number), generation: models[number].generation,
                at: kernel.now + models[number].step)
            return
        }
        models[number].isResting = true
        models[number].time = kernel.now
        models[number].viewed = kernel.now
        models[number].anchors = models[number].quantities.map { values[$0] }
        models[number].told = models[number].anchors
        models[number].sample = kernel.now + models[number].step
        kernel.nextSample = min(kernel.nextSample, models[number].sample)
        if let time = firstCrossing(number, kernel) {
            kernel.schedule(.model, target: Int32(number), generation: models[number].generation, at: time)
        }
    }

    private func wakeDependents(of quantity: Int, _ kernel: Kernel) {
        for number in dependents[quantity] where models[number].isResting || models[number].time < kernel.now {
            catchUp(number, kernel)
            models[number].generation &+= 1
            kernel.schedule(
                .model, target: Int32(number), generation: models[number].generation,
                at: kernel.now + models[number].step)
        }
    }

    /// Sets the quantities of a model at rest to what they are at an instant.
    private func view(_ number: Int, at time: Int64, _ kernel: Kernel) {
        guard models[number].viewed != time else { return }
        models[number].viewed = time
        let first = models[number].quantities.lowerBound
        for place in models[number].anchors.indices { values[first + place] = models[number].anchors[place] }
        isViewing = true
        models[number].model.rest(for: Double(time - models[number].time) * 1e-9, ModelContext(kernel))
        isViewing = false
    }

    // MARK: Samples

    /// Tells sinks, up to an instant, what quantities of models at rest are on their way.
    ///
    /// The first sample comes a step after the rest's begin, each further one after a step or a 64th of what the rest has lasted: a curve has
    /// some hundred points, however long it is, most of them where it is steep. The instants are the model's own, so that neither who looks
    /// nor who drives the time in what pieces makes a difference; and nothing comes of a sample but what sinks make of it.
    func sample(until limit: Int64, _ kernel: Kernel) {
        while kernel.nextSample <= limit {
            kernel.now = max(kernel.now, kernel.nextSample)
            kernel.nextSample = .max
            for number in models.indices {
                if models[number].sample <= kernel.now { sample(number, kernel) }
                kernel.nextSample = min(kernel.nextSample, models[number].sample)
            }
        }
    }

    private func sample(_ number: Int, _ kernel: Kernel) {
        let pause = max(models[number].step, (kernel.now - models[number].time) / 64)
        let (next, isOver) = kernel.now.addingReportingOverflow(pause)
        models[number].sample = isOver ? .max : next
        guard kernel.sinkMasks.quantities != 0 else { return }
        view(number, at: kernel.now, kernel)
        for (place, quantity) in models[number].quantities.enumerated()
        where values[quantity] != models[number].told[place] {
            models[number].told[place] = values[quantity]
            kernel.tell(kernel.sinkMasks.quantities, .quantity(quantity), .value(.number(values[quantity])))
        }
    }

    // MARK: Thresholds

    func watch(_ quantity: Int, _ value: Double, part: Int32, number: Int, _ kernel: Kernel) -> Bool {
        let isAbove = self.value(quantity, kernel) >= value
        let threshold = Threshold(quantity: quantity, part: part, number: number, value: value, isAbove: isAbove)
        if let index = thresholds.firstIndex(where: { $0.part == part && $0.number == number }) {
            thresholds[index] = threshold
        } else {
            thresholds.append(threshold)
        }
        let owner = owners[quantity]
        if owner >= 0, models[owner].isResting {
            models[owner].generation &+= 1
            if let time = firstCrossing(owner, kernel) {
                kernel.schedule(.model, target: Int32(owner), generation: models[owner].generation, at: time)
            }
        }
        return isAbove
    }

    /// Lets a quantity be told when it goes across a value, although its model rests then.
    func tellCrossing(_ quantity: Int, _ value: Double, _ kernel: Kernel) {
        let isKnown = thresholds.contains { $0.part < 0 && $0.quantity == quantity && $0.value == value }
        if !isKnown { _ = watch(quantity, value, part: -1, number: thresholds.count, kernel) }
    }

    private func checkThresholds(of quantity: Int, _ kernel: Kernel) {
        for index in thresholds.indices where thresholds[index].quantity == quantity {
            let isAbove = values[quantity] >= thresholds[index].value
            guard thresholds[index].isAbove != isAbove else { continue }
            thresholds[index].isAbove = isAbove
            let part = thresholds[index].part
            guard part >= 0, kernel.power[Int(part)].isOn else { continue }
            kernel.parts[Int(part)].thresholdCrossed(
                thresholds[index].number, isAbove: isAbove, PartContext(kernel, part))
        }
    }

    /// When a model at rest first takes a quantity across a watched threshold; nil for never.
    private func firstCrossing(_ number: Int, _ kernel: Kernel) -> Int64? {
        // A year is as good as for ever.
        let horizon: Int64 = 365 * 86_400 * 1_000_000_000
        var first = horizon
        for threshold in thresholds where models[number].quantities.contains(threshold.quantity) {
            if let delay = crossing(of: threshold, number, within: first, kernel) { first = delay }
        }
        view(number, at: kernel.now, kernel)
        return first < horizon ? kernel.now + first : nil
    }

    /// After what time a model at rest takes its quantity across a threshold; nil: not within a time.
    private func crossing(
        of threshold: Threshold, _ number: Int, within limit: Int64, _ kernel: Kernel
    ) -> Int64? {
        func isAbove(after delay: Int64) -> Bool {
            view(number, at: kernel.now + delay, kernel)
            return values[threshold.quantity] >= threshold.value
        }
        let isAboveNow = isAbove(after: 0)
        // A quantity goes one way only, so most searches are over with this look.
        guard isAbove(after: limit) != isAboveNow else { return nil }
        var low: Int64 = 0
        var high: Int64 = 1_000_000
        while high < limit, isAbove(after: high) == isAboveNow {
            low = high
            high *= 8
        }
        high = min(high, limit)
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if isAbove(after: middle) == isAboveNow { low = middle } else { high = middle }
        }
        return high
    }

    private func checkBalances(_ kernel: Kernel) {
        if !isMoving { balances.check(values, kernel) }
    }
}
