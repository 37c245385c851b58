// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

public import DagrunHAL

extension LinuxBackend {
    /// Opens an I2C bus: `/dev/i2c-N`.
    public func i2c(_ number: Int) throws(HALError) -> any I2CBus { try KernelI2CBus(number, files) }

    /// Opens a device on an SPI bus: `/dev/spidevN.M`.
    public func spi(_ bus: Int, chipSelect: Int, _ config: SPIConfig) throws(HALError) -> any SPIDevice {
        try KernelSPIDevice(bus, chipSelect, config, files)
    }

    /// Lists the PWM controllers of `/sys/class/pwm`.
    public func pwmDevices() throws(HALError) -> [Int: String] {
        var devices: [Int: String] = [:]
        for number in files.numbered("pwmchip", in: "/sys/class/pwm") {
            guard let target = files.link("/sys/class/pwm/pwmchip\(number)/device") else { continue }
            devices[number] = target.split(separator: "/").last.map(String.init)
        }
        return devices
    }

    /// Claims a PWM channel: `/sys/class/pwm/pwmchipN/pwmM`.
    public func pwm(_ chip: Int, channel: Int) throws(HALError) -> any PWMChannel {
        try KernelPWMChannel(chip, channel: channel, files)
    }

    /// Opens an analog input: `/sys/bus/iio/devices/iio:deviceN/in_voltageM_raw`.
    public func analog(_ device: Int, channel: Int) throws(HALError) -> any AnalogInput {
        try KernelAnalogInput(device, channel: channel, files)
    }
}
