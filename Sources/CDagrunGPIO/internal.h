// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#ifndef DAGRUN_GPIO_INTERNAL_H
#define DAGRUN_GPIO_INTERNAL_H

#include "CDagrunGPIO.h"

// libgpiod's own types, of both versions; none is looked into but v1's bulk.
struct gpiod_chip;
struct gpiod_line;

/// What a version of libgpiod does, for library.c to call.
struct dagrun_gpio_functions {
    void (*request_close)(dagrun_gpio_request *request);
    int (*chip_open)(const dagrun_gpio_library *library, const char *path, struct gpiod_chip **chip);
    void (*chip_close)(const dagrun_gpio_library *library, struct gpiod_chip *chip);
    int (*chip_read_info)(const dagrun_gpio_library *library, struct gpiod_chip *chip, dagrun_gpio_chip_info *info);
    int (*chip_read_line)(
        const dagrun_gpio_library *library, struct gpiod_chip *chip, uint32_t offset, dagrun_gpio_line_info *info);
    int (*request_open)(
        const dagrun_gpio_library *library, struct gpiod_chip *chip, const char *consumer,
        const dagrun_gpio_line_config *lines, size_t count, dagrun_gpio_request **request);
    int (*request_get)(dagrun_gpio_request *request, uint64_t mask, uint64_t *bits);
    int (*request_set)(dagrun_gpio_request *request, uint64_t mask, uint64_t bits);
    int (*request_reconfigure)(dagrun_gpio_request *request, const dagrun_gpio_line_config *lines);
    size_t (*request_descriptors)(dagrun_gpio_request *request, int *descriptors);
    int (*request_read)(dagrun_gpio_request *request, size_t place, dagrun_gpio_event *events, size_t *count);
};

extern const struct dagrun_gpio_functions dagrun_gpio_v1, dagrun_gpio_v2;

struct dagrun_gpio_v1_table;
struct dagrun_gpio_v2_table;

struct dagrun_gpio_library {
    int api;
    char version[32];
    const struct dagrun_gpio_functions *functions;
    struct dagrun_gpio_v1_table *v1;
    struct dagrun_gpio_v2_table *v2;
};

/// Every request begins so.
struct dagrun_gpio_request {
    const dagrun_gpio_library *library;
};

/// Looks functions up; the name of one that is missing comes back, else NULL.
const char *dagrun_gpio_v1_load(void *object, struct dagrun_gpio_v1_table **table);
const char *dagrun_gpio_v2_load(void *object, struct dagrun_gpio_v2_table **table);
const char *dagrun_gpio_v1_version(const struct dagrun_gpio_v1_table *table);
const char *dagrun_gpio_v2_version(const struct dagrun_gpio_v2_table *table);

/// Copies text that may be missing or too long.
void dagrun_gpio_copy(char *to, size_t size, const char *from);

/// `errno` after a failure, never 0.
int dagrun_gpio_error(void);

/// Makes reading from a descriptor never wait.
int dagrun_gpio_set_nonblocking(int descriptor);

#endif
