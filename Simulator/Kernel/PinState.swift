// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What the kernel knows of a pin.
struct PinState: BitwiseCopyable {
    /// The net that it is on.
    var net: Int32
    /// Its part.
    var part: Int32
    /// Its place in the part's list.
    var index: Int32
    /// The line of a chip that is brought out here; -1 for none.
    var line: Int32 = -1
    var watch: PartPin.Watch
    /// What it drives.
    var logic: Logic = .floating
    var strength: Strength = .highZ
    /// Whether the voltage that it drives is not one of the two levels.
    var isAnalog = false
    /// The wave that it drives, by its place in the kernel's list; -1 for none.
    ///
    /// `logic` and `volts` are those of the high phase then, or of the present phase where several drivers mix.
    var wave: Int32 = -1
    /// Whether faults change what is measured here.
    var isTroubled = false
    var volts: Double = 0
    var ohms: Double = .infinity
    /// The most volts that it takes.
    var limit: Double = .infinity
}
