// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// What a C program does with libgpiod, and a finger: the baseline of the figures of pins.

#ifndef GPIO_BASELINE_H
#define GPIO_BASELINE_H

#include <stdint.h>

typedef struct gpio_baseline gpio_baseline;

/// Claims an output and an input with edges by a libgpiod of either version; NULL when that is not possible.
gpio_baseline *gpio_baseline_open(const char *library, const char *chip, unsigned output, unsigned input);
void gpio_baseline_close(gpio_baseline *baseline);

/// Sets the output so many times, to one and nought in turn.
void gpio_baseline_toggle(gpio_baseline *baseline, long count);

/// Waits for an edge and reads it, as libgpiod's own tools do; 0, or an error number.
int gpio_baseline_wait(gpio_baseline *baseline);

/// Nanoseconds of CLOCK_MONOTONIC.
uint64_t gpio_baseline_now(void);

/// Pulls a line of gpio-sim a little later, by a thread of its own.
typedef struct gpio_finger gpio_finger;
gpio_finger *gpio_finger_make(const char *pull_file);
void gpio_finger_press(gpio_finger *finger, int up, unsigned delay_us);
/// Waits until it has pulled, and tells when it did.
uint64_t gpio_finger_pressed(gpio_finger *finger);

#endif
