// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

extension PartRegistry {
    /// The types that come with the simulator, besides the boards of ``SimulatedBoard/all``.
    public static let standard = PartRegistry([
        BME280Part.self, BuzzerPart.self, ClockPart.self, DHT22Part.self, DIPSwitchPart.self, DS18B20Part.self,
        DistanceSensorPart.self,
        GroundPart.self, HX711Part.self, KeypadPart.self, LCD1602Part.self, LCD2004Part.self, LEDPart.self,
        LogicAnalyzerPart.self, MCP3008Part.self, MotionSensorPart.self, NTCPart.self, NeoPixelPart.self,
        PhotoresistorPart.self, PotentiometerPart.self, PushbuttonPart.self, RGBLEDPart.self, RaspberryPiPart.self,
        RelayPart.self, ResistorPart.self, RotaryEncoderPart.self, SSD1306BreakoutPart.self, SSD1306Part.self,
        ServoPart.self, SevenSegmentPart.self, ShiftRegisterPart.self, SlideSwitchPart.self, SupplyPart.self,
        TextPart.self,
    ])
}
