// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

/// What a BME280 measured.
public struct BME280Reading: Sendable, Hashable, Codable {
    /// The temperature, in degrees Celsius, to a hundredth.
    public let temperature: Double
    /// The pressure, in pascal, as it is at the sensor.
    public let pressure: Double
    /// The relative humidity, in percent, 0 to 100.
    public let humidity: Double

    /// Makes a reading.
    ///
    /// - Parameters:
    ///   - temperature: The temperature, in degrees Celsius.
    ///   - pressure: The pressure, in pascal.
    ///   - humidity: The relative humidity, in percent.
    public init(temperature: Double, pressure: Double, humidity: Double) {
        self.temperature = temperature
        self.pressure = pressure
        self.humidity = humidity
    }
}
