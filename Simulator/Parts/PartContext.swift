// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

/// What a part can do while it is called: drive and read its pins, set timers, show outputs.
///
/// A context is good for one call and can't be kept. Pins, links, timers, controls and outputs are numbered as in the part's own lists; a
/// number beyond is a mistake of the part and traps.
@safe
public struct PartContext: ~Copyable {
    // The kernel makes a context for one call and outlives it; a strong reference would count up and down at each use.
    private let reference: Unmanaged<Kernel>
    private let part: Int32

    @inline(__always)
    init(_ kernel: Kernel, _ part: Int32) {
        unsafe reference = .passUnretained(kernel)
        self.part = part
    }

    @inline(__always)
    private func with<Result>(_ body: (Kernel) -> Result) -> Result { unsafe reference._withUnsafeGuaranteedRef(body) }

    // MARK: Time

    /// The present instant.
    public var now: Timestamp { with { kernel in Timestamp(nanoseconds: kernel.now) } }

    /// Sets a timer.
    ///
    /// One that is set already is set anew.
    ///
    /// - Parameters:
    ///   - timer: The part's number for it, of at most 32 bits; 0 to 3 are the quickest.
    ///   - time: When it goes off; in the next delta where that isn't in the future.
    public func set(_ timer: Int, at time: Timestamp) {
        with { kernel in kernel.setTimer(part, timer, at: time.nanoseconds) }
    }

    /// Sets a timer.
    ///
    /// One that is set already is set anew.
    ///
    /// - Parameters:
    ///   - timer: The part's number for it, of at most 32 bits; 0 to 3 are the quickest.
    ///   - duration: How long from now on.
    public func set(_ timer: Int, after duration: Duration) { set(timer, at: now + duration) }

    /// Takes a timer off.
    ///
    /// Nothing happens when it isn't set.
    ///
    /// - Parameter timer: The part's number for it.
    public func cancel(_ timer: Int) { with { kernel in kernel.cancelTimer(part, timer) } }

    // MARK: Pins

    /// Drives a pin to a level, from the next delta on.
    ///
    /// - Parameters:
    ///   - pin: The pin.
    ///   - logic: The level; a floating one releases the pin. High has the voltage of the part's supply.
    ///   - strength: How hard.
    public func drive(_ pin: Int, _ logic: Logic, _ strength: Strength = .strong) {
        with { kernel in kernel.drive(kernel.pin(part, pin), logic, strength) }
    }

    /// Drives a pin to a voltage, from the next delta on.
    ///
    /// - Parameters:
    ///   - pin: The pin.
    ///   - volts: The voltage; the pin is released when it isn't finite.
    ///   - ohms: The resistance behind which it stands, in ohms.
    public func drive(_ pin: Int, volts: Double, ohms: Double = 100) {
        with { kernel in kernel.drive(kernel.pin(part, pin), volts: volts, ohms: ohms) }
    }

    /// Drives a pin with pulses.
    ///
    /// - Parameters:
    ///   - pin: The pin.
    ///   - wave: The pulses.
    public func drive(_ pin: Int, wave: Wave) { with { kernel in kernel.drive(kernel.pin(part, pin), wave: wave) } }

    /// Lets go of a pin, from the next delta on.
    ///
    /// - Parameter pin: The pin.
    public func release(_ pin: Int) { with { kernel in kernel.release(kernel.pin(part, pin)) } }

    /// The logical value of a pin's net.
    ///
    /// - Parameter pin: The pin.
    /// - Returns: The value at the last delta.
    public func read(_ pin: Int) -> Logic { with { kernel in kernel.logic(of: kernel.net(part, pin)) } }

    /// The level of a pin's net as an input with hysteresis reads it: an unknown or floating net keeps its last level.
    ///
    /// - Parameter pin: The pin.
    /// - Returns: Whether it is high.
    public func isHigh(_ pin: Int) -> Bool { with { kernel in kernel.isHigh(kernel.net(part, pin)) } }

    /// The voltage of a pin's net.
    ///
    /// - Parameter pin: The pin.
    /// - Returns: The voltage; nil where the net floats.
    public func volts(_ pin: Int) -> Double? { with { kernel in kernel.volts(of: kernel.net(part, pin)) } }

    /// The voltages that a pin's net has in the two phases of the wave that it carries; twice the same where it carries none.
    ///
    /// - Parameter pin: The pin.
    /// - Returns: The voltage while the wave is high and the one while it is low; nil where the net floats.
    public func phases(_ pin: Int) -> (high: Double, low: Double)? {
        with { kernel in kernel.phases(of: kernel.net(part, pin)) }
    }

    /// The resistance of all that drives a pin's net, in ohms.
    ///
    /// With ``volts(_:)`` it says what a load would get: the current is what is left of the voltage divided by the resistances.
    ///
    /// - Parameter pin: The pin.
    /// - Returns: The resistance; infinite where nothing drives the net.
    public func ohms(_ pin: Int) -> Double { with { kernel in kernel.nets[kernel.net(part, pin)].ohms } }

    /// The wave that a pin's net carries.
    ///
    /// - Parameter pin: The pin.
    /// - Returns: The wave; nil where there is none, or several drivers fight.
    public func wave(_ pin: Int) -> Wave? { with { kernel in kernel.wave(of: kernel.net(part, pin)) } }

    /// Changes how well a link conducts, from the next delta on.
    ///
    /// - Parameters:
    ///   - link: The link.
    ///   - ohms: The resistance, in ohms; nil: it doesn't conduct.
    public func setLink(_ link: Int, ohms: Double?) {
        with { kernel in kernel.setLink(Int32(kernel.partSlots[Int(part)].link + link), ohms: ohms) }
    }

    /// What a converter measures at a pin, faults included, which are put in at pins with the role `analogInput`.
    ///
    /// - Parameter pin: The pin.
    /// - Returns: The voltage, in volts; at a net that floats it is random.
    public func measure(_ pin: Int) -> Double { with { kernel in kernel.measure(kernel.pin(part, pin)) } }

    /// Holds the clock of I2C before the next byte: clock stretching.
    ///
    /// For ``Part/i2cConnect(_:isRead:_:)`` and the calls after it.
    ///
    /// - Parameter duration: How long; more than a second is too long for controllers.
    public func stretchClock(by duration: Duration) {
        with { kernel in kernel.buses.stretch(by: duration.clampedNanoseconds) }
    }

    // MARK: Controls and outputs

    /// The value of a control.
    ///
    /// - Parameter control: The control.
    /// - Returns: The value.
    public func control(_ control: Int) -> PartValue {
        with { kernel in kernel.controls[kernel.partSlots[Int(part)].control + control] }
    }

    /// Shows a value.
    ///
    /// Nobody is told when it is the one shown already.
    ///
    /// - Parameters:
    ///   - output: The output.
    ///   - value: The value.
    public func show(_ output: Int, _ value: PartValue) { with { kernel in kernel.setOutput(part, output, value) } }

    /// Tells the board's user something about the use of the part.
    ///
    /// - Parameter message: What, in words.
    public func report(_ message: String) {
        with { kernel in kernel.report(.part, kernel.parts[Int(part)].id, message) }
    }

    // MARK: Environment

    /// The number of a quantity.
    ///
    /// - Parameter name: The name.
    /// - Returns: The number; nil where the board has no such quantity.
    public func quantity(_ name: String) -> Int? { with { kernel in kernel.catalog.quantityNumbers[name] } }

    /// The value of a quantity at the present instant.
    ///
    /// - Parameter quantity: The number.
    /// - Returns: The value.
    public func value(of quantity: Int) -> Double { with { kernel in kernel.environment.value(quantity, kernel) } }

    /// Sets a quantity.
    ///
    /// Balances take the difference as something from outside.
    ///
    /// - Parameters:
    ///   - quantity: The number.
    ///   - value: The value; taken into the quantity's range, and dropped when it isn't finite.
    public func set(quantity: Int, to value: Double) {
        with { kernel in kernel.environment.set(quantity, value, isFromOutside: true, kernel) }
    }

    /// Has ``Part/thresholdCrossed(_:isAbove:_:)`` called each time that a quantity crosses a value.
    ///
    /// - Parameters:
    ///   - quantity: The number of the quantity.
    ///   - value: The value.
    ///   - threshold: The part's number for it; a watch with the same number is replaced.
    /// - Returns: Whether the quantity is at or above the value now.
    @discardableResult
    public func watch(quantity: Int, crossing value: Double, as threshold: Int) -> Bool {
        with { kernel in kernel.environment.watch(quantity, value, part: part, number: threshold, kernel) }
    }

    // MARK: Chance

    /// A random number.
    ///
    /// Each part has its own sequence, which the board's seed repeats.
    ///
    /// - Parameter range: The numbers to choose from.
    /// - Returns: The number.
    public func random(in range: ClosedRange<Int>) -> Int {
        with { kernel in Int.random(in: range, using: &kernel.randoms[part]) }
    }

    /// A random number.
    ///
    /// Each part has its own sequence, which the board's seed repeats.
    ///
    /// - Parameter range: The numbers to choose from.
    /// - Returns: The number.
    public func random(in range: ClosedRange<Double>) -> Double {
        with { kernel in Double.random(in: range, using: &kernel.randoms[part]) }
    }

    /// A random number with a normal distribution, cut at six deviations.
    ///
    /// Each part has its own sequence, which the board's seed repeats.
    ///
    /// - Parameters:
    ///   - mean: The mean.
    ///   - deviation: The standard deviation.
    /// - Returns: The number.
    public func randomNormal(mean: Double = 0, deviation: Double) -> Double {
        with { kernel in mean + deviation * kernel.randoms[part].nextNormal() }
    }
}
