// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#include "internal.h"

#include <errno.h>
#include <stdlib.h>

#ifdef __linux__
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include <linux/spi/spidev.h>
#include <sys/ioctl.h>

int dagrun_i2c_transfer(int descriptor, uint16_t address, const dagrun_i2c_operation *operations, size_t count)
{
    if (count == 0 || count > I2C_RDWR_IOCTL_MAX_MSGS) {
        return EINVAL;
    }
    struct i2c_msg messages[I2C_RDWR_IOCTL_MAX_MSGS];
    for (size_t index = 0; index < count; index++) {
        // The kernel takes 8192 bytes in one message.
        if (operations[index].count > 8192) {
            return EMSGSIZE;
        }
        messages[index] = (struct i2c_msg){
            .addr = address,
            .flags = operations[index].is_read ? I2C_M_RD : 0,
            .len = (uint16_t)operations[index].count,
            .buf = operations[index].bytes,
        };
    }
    struct i2c_rdwr_ioctl_data data = {messages, (uint32_t)count};
    errno = 0;
    return ioctl(descriptor, I2C_RDWR, &data) == (int)count ? 0 : dagrun_gpio_error();
}

int dagrun_spi_configure(int descriptor, uint32_t mode, bool least_significant_first, uint32_t frequency)
{
    uint32_t flags = (mode & 3) | (least_significant_first ? SPI_LSB_FIRST : 0);
    uint8_t bits = 8;
    errno = 0;
    if (ioctl(descriptor, SPI_IOC_WR_MODE32, &flags) < 0 || ioctl(descriptor, SPI_IOC_WR_BITS_PER_WORD, &bits) < 0 ||
        ioctl(descriptor, SPI_IOC_WR_MAX_SPEED_HZ, &frequency) < 0) {
        return dagrun_gpio_error();
    }
    return 0;
}

int dagrun_spi_transfer(int descriptor, uint32_t frequency, const dagrun_spi_operation *operations, size_t count)
{
    // The number of transfers is a part of the ioctl's own number, where a size has 14 bits.
    if (count == 0 || count * sizeof(struct spi_ioc_transfer) >= 1 << 14) {
        return EINVAL;
    }
    struct spi_ioc_transfer *transfers = calloc(count, sizeof *transfers);
    if (transfers == NULL) {
        return ENOMEM;
    }
    for (size_t index = 0; index < count; index++) {
        transfers[index].tx_buf = (uintptr_t)operations[index].sent;
        transfers[index].rx_buf = (uintptr_t)operations[index].received;
        transfers[index].len = operations[index].count;
        transfers[index].delay_usecs = operations[index].delay_us;
        transfers[index].speed_hz = frequency;
    }
    errno = 0;
    int result = ioctl(descriptor, SPI_IOC_MESSAGE(count), transfers);
    int error = result < 0 ? dagrun_gpio_error() : 0;
    free(transfers);
    return error;
}

#else

int dagrun_i2c_transfer(int descriptor, uint16_t address, const dagrun_i2c_operation *operations, size_t count)
{
    return ENOTSUP;
}

int dagrun_spi_configure(int descriptor, uint32_t mode, bool least_significant_first, uint32_t frequency)
{
    return ENOTSUP;
}

int dagrun_spi_transfer(int descriptor, uint32_t frequency, const dagrun_spi_operation *operations, size_t count)
{
    return ENOTSUP;
}

#endif
