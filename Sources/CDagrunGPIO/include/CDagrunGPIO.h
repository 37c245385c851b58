// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Hardware of a Linux kernel behind opaque handles: lines through libgpiod 1 or 2, whichever is there, and the ioctls of I2C and SPI.
//
// libgpiod is opened with dlopen, never linked. Its two versions have different names and different functions, so a program that is
// linked with one doesn't start where only the other one is; this way one program serves Debian 12 (libgpiod 1.6) and Debian 13
// (libgpiod 2), is built without headers of either, and runs without both as long as nobody asks for real pins. The price is that
// v1.c and v2.c state by hand the functions and structures that they use.
//
// Every function returns 0 or an errno. No handle may be used by two threads at once, except for the library, which is never
// changed. A library outlives all else.

#ifndef DAGRUN_GPIO_H
#define DAGRUN_GPIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DAGRUN_GPIO_MAX_LINES 64

typedef struct dagrun_gpio_library dagrun_gpio_library;
typedef struct dagrun_gpio_chip dagrun_gpio_chip;
typedef struct dagrun_gpio_request dagrun_gpio_request;

// Library

/// Opens a libgpiod by its shared object name or path, and looks up every function used here.
///
/// On failure returns NULL and writes the reason to `reason`.
dagrun_gpio_library *dagrun_gpio_library_open(const char *name, char *reason, size_t reason_size);

/// Frees the table; the shared object stays.
void dagrun_gpio_library_close(dagrun_gpio_library *library);

/// The version of the library that was opened, such as "1.6.3".
const char *dagrun_gpio_library_version(const dagrun_gpio_library *library);

/// 1 or 2: the first number of the version, which decides what can be done.
int dagrun_gpio_library_api(const dagrun_gpio_library *library);

// Lines

typedef enum { DAGRUN_GPIO_AS_IS, DAGRUN_GPIO_INPUT, DAGRUN_GPIO_OUTPUT } dagrun_gpio_direction;
typedef enum {
    DAGRUN_GPIO_BIAS_AS_IS,
    DAGRUN_GPIO_BIAS_DISABLED,
    DAGRUN_GPIO_PULL_UP,
    DAGRUN_GPIO_PULL_DOWN
} dagrun_gpio_bias;
typedef enum { DAGRUN_GPIO_PUSH_PULL, DAGRUN_GPIO_OPEN_DRAIN, DAGRUN_GPIO_OPEN_SOURCE } dagrun_gpio_drive;
typedef enum {
    DAGRUN_GPIO_NO_EDGE,
    DAGRUN_GPIO_RISING,
    DAGRUN_GPIO_FALLING,
    DAGRUN_GPIO_BOTH_EDGES
} dagrun_gpio_edge;
typedef enum { DAGRUN_GPIO_MONOTONIC, DAGRUN_GPIO_REALTIME, DAGRUN_GPIO_HTE } dagrun_gpio_clock;

typedef struct {
    char name[64];
    char label[64];
    uint32_t line_count;
} dagrun_gpio_chip_info;

/// How a line is used. `value` counts for outputs only; `group` keeps lines apart that will part later, see request.
typedef struct {
    uint32_t offset;
    dagrun_gpio_direction direction;
    dagrun_gpio_bias bias;
    dagrun_gpio_drive drive;
    dagrun_gpio_edge edge;
    dagrun_gpio_clock clock;
    uint32_t debounce_us;
    uint32_t group;
    bool active_low;
    bool value;
} dagrun_gpio_line_config;

typedef struct {
    char name[64];
    char consumer[64];
    bool is_used;
    dagrun_gpio_line_config config;
} dagrun_gpio_line_info;

/// An edge. libgpiod 1 numbers no events: both sequences are 0 then.
typedef struct {
    uint64_t timestamp_ns;
    uint64_t global_sequence;
    uint64_t line_sequence;
    uint32_t index;
    bool is_rising;
} dagrun_gpio_event;

int dagrun_gpio_chip_open(const dagrun_gpio_library *library, const char *path, dagrun_gpio_chip **chip);
void dagrun_gpio_chip_close(dagrun_gpio_chip *chip);
int dagrun_gpio_chip_read_info(dagrun_gpio_chip *chip, dagrun_gpio_chip_info *info);
int dagrun_gpio_chip_read_line(dagrun_gpio_chip *chip, uint32_t offset, dagrun_gpio_line_info *info);

/// Claims lines of a chip, all or none; direction, value and bias come into effect in one step for each line.
///
/// With libgpiod 2 the kernel does that at once for all. With libgpiod 1 lines of equal use make one handle of the kernel and
/// each line with edges one of its own. They are claimed one after the other, and given back when one is refused; outputs come last.
/// Lines of different `group` never share a handle. A debounce time or another clock than the monotonic one is ENOTSUP there.
///
/// The chip may be closed afterwards.
int dagrun_gpio_request_open(
    const dagrun_gpio_library *library, const char *path, const char *consumer, const dagrun_gpio_line_config *lines,
    size_t count, dagrun_gpio_request **request);

/// Lets go of the lines.
void dagrun_gpio_request_close(dagrun_gpio_request *request);

/// Reads the lines of the mask.
int dagrun_gpio_request_get(dagrun_gpio_request *request, uint64_t mask, uint64_t *bits);

/// Sets the outputs of the mask; EPERM when one is an input, and then none is set.
int dagrun_gpio_request_set(dagrun_gpio_request *request, uint64_t mask, uint64_t bits);

/// Changes the use of all lines; ENOTSUP where libgpiod 1 can't without letting go of them.
int dagrun_gpio_request_reconfigure(dagrun_gpio_request *request, const dagrun_gpio_line_config *lines);

/// Writes the descriptors that become readable when there are events, and returns how many there are: at most one for each line.
size_t dagrun_gpio_request_descriptors(dagrun_gpio_request *request, int *descriptors);

/// Reads events of one descriptor, by its place, without waiting: `*count` says how many there may be, and then how many there are.
int dagrun_gpio_request_read(dagrun_gpio_request *request, size_t place, dagrun_gpio_event *events, size_t *count);

// Buses

typedef struct {
    uint8_t *bytes;
    uint32_t count;
    bool is_read;
} dagrun_i2c_operation;

/// Does a transaction with repeated starts (I2C_RDWR) on an open `/dev/i2c-N`.
int dagrun_i2c_transfer(int descriptor, uint16_t address, const dagrun_i2c_operation *operations, size_t count);

/// Where bytes to send or to read into are NULL there are none.
typedef struct {
    const uint8_t *sent;
    uint8_t *received;
    uint32_t count;
    uint16_t delay_us;
} dagrun_spi_operation;

/// Sets up an open `/dev/spidevN.M`.
int dagrun_spi_configure(int descriptor, uint32_t mode, bool least_significant_first, uint32_t frequency);

/// Does operations while the device stays selected (SPI_IOC_MESSAGE).
int dagrun_spi_transfer(int descriptor, uint32_t frequency, const dagrun_spi_operation *operations, size_t count);

// Waiting

/// Makes a bell (eventfd): what rings it wakes one who waits; both never wait themselves but dagrun_gpio_bell_wait.
int dagrun_gpio_bell_open(int *bell);
void dagrun_gpio_bell_ring(int bell);
/// Waits until the bell was rung since the last time.
void dagrun_gpio_bell_wait(int bell);

/// Makes a list of descriptors to wait for (epoll); `bell` wakes one who waits and counts as number 0.
int dagrun_gpio_poll_open(int bell, int *poll);
/// Waits for a descriptor from now on, each time that it becomes readable anew; `number` is not 0.
int dagrun_gpio_poll_add(int poll, int descriptor, uint64_t number);
int dagrun_gpio_poll_remove(int poll, int descriptor);
/// Waits, at most so many milliseconds unless that is -1; writes the numbers of what is ready and returns how many there are.
int dagrun_gpio_poll_wait(int poll, int bell, uint64_t *numbers, int capacity, int timeout_ms);

#endif
