// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// libgpiod 2 (Debian 13 has 2.2). Names and numbers are those of its gpiod.h.

#include "internal.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>

struct gpiod_chip_info;
struct gpiod_line_info;
struct gpiod_line_settings;
struct gpiod_line_config;
struct gpiod_request_config;
struct gpiod_line_request;
struct gpiod_edge_event;
struct gpiod_edge_event_buffer;

enum { DIRECTION_AS_IS = 1, DIRECTION_INPUT, DIRECTION_OUTPUT };
enum { EDGE_NONE = 1, EDGE_RISING, EDGE_FALLING, EDGE_BOTH };
enum { BIAS_AS_IS = 1, BIAS_UNKNOWN, BIAS_DISABLED, BIAS_PULL_UP, BIAS_PULL_DOWN };
enum { DRIVE_PUSH_PULL = 1, DRIVE_OPEN_DRAIN, DRIVE_OPEN_SOURCE };
enum { CLOCK_OF_MONOTONIC = 1, CLOCK_OF_REALTIME, CLOCK_OF_HTE };
enum { EVENT_RISING = 1 };

// libgpiod's enumerations are passed as int, which they are as wide as.
#define FUNCTIONS(F)                                                                                               \
    F(const char *, gpiod_api_version, (void))                                                                     \
    F(struct gpiod_chip *, gpiod_chip_open, (const char *))                                                        \
    F(void, gpiod_chip_close, (struct gpiod_chip *))                                                               \
    F(struct gpiod_chip_info *, gpiod_chip_get_info, (struct gpiod_chip *))                                        \
    F(void, gpiod_chip_info_free, (struct gpiod_chip_info *))                                                      \
    F(const char *, gpiod_chip_info_get_name, (struct gpiod_chip_info *))                                          \
    F(const char *, gpiod_chip_info_get_label, (struct gpiod_chip_info *))                                         \
    F(size_t, gpiod_chip_info_get_num_lines, (struct gpiod_chip_info *))                                           \
    F(struct gpiod_line_info *, gpiod_chip_get_line_info, (struct gpiod_chip *, unsigned int))                     \
    F(void, gpiod_line_info_free, (struct gpiod_line_info *))                                                      \
    F(const char *, gpiod_line_info_get_name, (struct gpiod_line_info *))                                          \
    F(bool, gpiod_line_info_is_used, (struct gpiod_line_info *))                                                   \
    F(const char *, gpiod_line_info_get_consumer, (struct gpiod_line_info *))                                      \
    F(int, gpiod_line_info_get_direction, (struct gpiod_line_info *))                                              \
    F(int, gpiod_line_info_get_edge_detection, (struct gpiod_line_info *))                                         \
    F(int, gpiod_line_info_get_bias, (struct gpiod_line_info *))                                                   \
    F(int, gpiod_line_info_get_drive, (struct gpiod_line_info *))                                                  \
    F(bool, gpiod_line_info_is_active_low, (struct gpiod_line_info *))                                             \
    F(unsigned long, gpiod_line_info_get_debounce_period_us, (struct gpiod_line_info *))                           \
    F(int, gpiod_line_info_get_event_clock, (struct gpiod_line_info *))                                            \
    F(struct gpiod_line_settings *, gpiod_line_settings_new, (void))                                               \
    F(void, gpiod_line_settings_free, (struct gpiod_line_settings *))                                              \
    F(void, gpiod_line_settings_reset, (struct gpiod_line_settings *))                                             \
    F(int, gpiod_line_settings_set_direction, (struct gpiod_line_settings *, int))                                 \
    F(int, gpiod_line_settings_set_edge_detection, (struct gpiod_line_settings *, int))                            \
    F(int, gpiod_line_settings_set_bias, (struct gpiod_line_settings *, int))                                      \
    F(int, gpiod_line_settings_set_drive, (struct gpiod_line_settings *, int))                                     \
    F(void, gpiod_line_settings_set_active_low, (struct gpiod_line_settings *, bool))                              \
    F(void, gpiod_line_settings_set_debounce_period_us, (struct gpiod_line_settings *, unsigned long))             \
    F(int, gpiod_line_settings_set_event_clock, (struct gpiod_line_settings *, int))                               \
    F(int, gpiod_line_settings_set_output_value, (struct gpiod_line_settings *, int))                              \
    F(struct gpiod_line_config *, gpiod_line_config_new, (void))                                                   \
    F(void, gpiod_line_config_free, (struct gpiod_line_config *))                                                  \
    F(int, gpiod_line_config_add_line_settings,                                                                    \
      (struct gpiod_line_config *, const unsigned int *, size_t, struct gpiod_line_settings *))                    \
    F(struct gpiod_request_config *, gpiod_request_config_new, (void))                                             \
    F(void, gpiod_request_config_free, (struct gpiod_request_config *))                                            \
    F(void, gpiod_request_config_set_consumer, (struct gpiod_request_config *, const char *))                      \
    F(struct gpiod_line_request *, gpiod_chip_request_lines,                                                       \
      (struct gpiod_chip *, struct gpiod_request_config *, struct gpiod_line_config *))                            \
    F(void, gpiod_line_request_release, (struct gpiod_line_request *))                                             \
    F(int, gpiod_line_request_get_values_subset,                                                                   \
      (struct gpiod_line_request *, size_t, const unsigned int *, int *))                                          \
    F(int, gpiod_line_request_set_values_subset,                                                                   \
      (struct gpiod_line_request *, size_t, const unsigned int *, const int *))                                    \
    F(int, gpiod_line_request_reconfigure_lines, (struct gpiod_line_request *, struct gpiod_line_config *))        \
    F(int, gpiod_line_request_get_fd, (struct gpiod_line_request *))                                               \
    F(int, gpiod_line_request_read_edge_events,                                                                    \
      (struct gpiod_line_request *, struct gpiod_edge_event_buffer *, size_t))                                     \
    F(int, gpiod_edge_event_get_event_type, (struct gpiod_edge_event *))                                           \
    F(uint64_t, gpiod_edge_event_get_timestamp_ns, (struct gpiod_edge_event *))                                    \
    F(unsigned int, gpiod_edge_event_get_line_offset, (struct gpiod_edge_event *))                                 \
    F(unsigned long, gpiod_edge_event_get_global_seqno, (struct gpiod_edge_event *))                               \
    F(unsigned long, gpiod_edge_event_get_line_seqno, (struct gpiod_edge_event *))                                 \
    F(struct gpiod_edge_event_buffer *, gpiod_edge_event_buffer_new, (size_t))                                     \
    F(void, gpiod_edge_event_buffer_free, (struct gpiod_edge_event_buffer *))                                      \
    F(struct gpiod_edge_event *, gpiod_edge_event_buffer_get_event, (struct gpiod_edge_event_buffer *, unsigned long))

#define FIELD(result, name, parameters) result(*name) parameters;
struct dagrun_gpio_v2_table {
    FUNCTIONS(FIELD)
};

enum { BUFFER_SIZE = 64 };

struct request {
    struct dagrun_gpio_request head;
    struct gpiod_line_request *request;
    struct gpiod_edge_event_buffer *buffer;
    size_t count;
    unsigned int offsets[DAGRUN_GPIO_MAX_LINES];
};

const char *dagrun_gpio_v2_load(void *object, struct dagrun_gpio_v2_table **table)
{
    struct dagrun_gpio_v2_table *loaded = calloc(1, sizeof *loaded);
    if (loaded == NULL) {
        return "calloc";
    }
    *table = loaded;
// POSIX lets dlsym's result stand for a function, ISO C doesn't: hence the detour over a void pointer's address.
#define LOOKUP(result, name, parameters)             \
    *(void **)&loaded->name = dlsym(object, #name);  \
    if (loaded->name == NULL) {                      \
        return #name;                                \
    }
    FUNCTIONS(LOOKUP)
    return NULL;
}

const char *dagrun_gpio_v2_version(const struct dagrun_gpio_v2_table *table)
{
    return table->gpiod_api_version();
}

static int chip_open(const dagrun_gpio_library *library, const char *path, struct gpiod_chip **chip)
{
    errno = 0;
    *chip = library->v2->gpiod_chip_open(path);
    return *chip != NULL ? 0 : dagrun_gpio_error();
}

static void chip_close(const dagrun_gpio_library *library, struct gpiod_chip *chip)
{
    library->v2->gpiod_chip_close(chip);
}

static int chip_read_info(const dagrun_gpio_library *library, struct gpiod_chip *chip, dagrun_gpio_chip_info *info)
{
    const struct dagrun_gpio_v2_table *gpiod = library->v2;
    errno = 0;
    struct gpiod_chip_info *read = gpiod->gpiod_chip_get_info(chip);
    if (read == NULL) {
        return dagrun_gpio_error();
    }
    dagrun_gpio_copy(info->name, sizeof info->name, gpiod->gpiod_chip_info_get_name(read));
    dagrun_gpio_copy(info->label, sizeof info->label, gpiod->gpiod_chip_info_get_label(read));
    info->line_count = (uint32_t)gpiod->gpiod_chip_info_get_num_lines(read);
    gpiod->gpiod_chip_info_free(read);
    return 0;
}

static int chip_read_line(
    const dagrun_gpio_library *library, struct gpiod_chip *chip, uint32_t offset, dagrun_gpio_line_info *info)
{
    const struct dagrun_gpio_v2_table *gpiod = library->v2;
    errno = 0;
    struct gpiod_line_info *read = gpiod->gpiod_chip_get_line_info(chip, offset);
    if (read == NULL) {
        return dagrun_gpio_error();
    }
    dagrun_gpio_copy(info->name, sizeof info->name, gpiod->gpiod_line_info_get_name(read));
    dagrun_gpio_copy(info->consumer, sizeof info->consumer, gpiod->gpiod_line_info_get_consumer(read));
    info->is_used = gpiod->gpiod_line_info_is_used(read);
    info->config.active_low = gpiod->gpiod_line_info_is_active_low(read);
    info->config.debounce_us = (uint32_t)gpiod->gpiod_line_info_get_debounce_period_us(read);
    info->config.direction = gpiod->gpiod_line_info_get_direction(read) == DIRECTION_OUTPUT ? DAGRUN_GPIO_OUTPUT
                                                                                            : DAGRUN_GPIO_INPUT;
    switch (gpiod->gpiod_line_info_get_bias(read)) {
    case BIAS_DISABLED: info->config.bias = DAGRUN_GPIO_BIAS_DISABLED; break;
    case BIAS_PULL_UP: info->config.bias = DAGRUN_GPIO_PULL_UP; break;
    case BIAS_PULL_DOWN: info->config.bias = DAGRUN_GPIO_PULL_DOWN; break;
    default: info->config.bias = DAGRUN_GPIO_BIAS_AS_IS; break;
    }
    switch (gpiod->gpiod_line_info_get_drive(read)) {
    case DRIVE_OPEN_DRAIN: info->config.drive = DAGRUN_GPIO_OPEN_DRAIN; break;
    case DRIVE_OPEN_SOURCE: info->config.drive = DAGRUN_GPIO_OPEN_SOURCE; break;
    default: info->config.drive = DAGRUN_GPIO_PUSH_PULL; break;
    }
    switch (gpiod->gpiod_line_info_get_edge_detection(read)) {
    case EDGE_RISING: info->config.edge = DAGRUN_GPIO_RISING; break;
    case EDGE_FALLING: info->config.edge = DAGRUN_GPIO_FALLING; break;
    case EDGE_BOTH: info->config.edge = DAGRUN_GPIO_BOTH_EDGES; break;
    default: info->config.edge = DAGRUN_GPIO_NO_EDGE; break;
    }
    switch (gpiod->gpiod_line_info_get_event_clock(read)) {
    case CLOCK_OF_REALTIME: info->config.clock = DAGRUN_GPIO_REALTIME; break;
    case CLOCK_OF_HTE: info->config.clock = DAGRUN_GPIO_HTE; break;
    default: info->config.clock = DAGRUN_GPIO_MONOTONIC; break;
    }
    gpiod->gpiod_line_info_free(read);
    return 0;
}

static int apply(
    const struct dagrun_gpio_v2_table *gpiod, struct gpiod_line_settings *settings,
    const dagrun_gpio_line_config *config)
{
    static const int directions[] = {DIRECTION_AS_IS, DIRECTION_INPUT, DIRECTION_OUTPUT};
    static const int biases[] = {BIAS_AS_IS, BIAS_DISABLED, BIAS_PULL_UP, BIAS_PULL_DOWN};
    static const int drives[] = {DRIVE_PUSH_PULL, DRIVE_OPEN_DRAIN, DRIVE_OPEN_SOURCE};
    static const int edges[] = {EDGE_NONE, EDGE_RISING, EDGE_FALLING, EDGE_BOTH};
    static const int clocks[] = {CLOCK_OF_MONOTONIC, CLOCK_OF_REALTIME, CLOCK_OF_HTE};

    gpiod->gpiod_line_settings_reset(settings);
    gpiod->gpiod_line_settings_set_active_low(settings, config->active_low);
    gpiod->gpiod_line_settings_set_debounce_period_us(settings, config->debounce_us);
    errno = 0;
    if (gpiod->gpiod_line_settings_set_direction(settings, directions[config->direction]) != 0 ||
        gpiod->gpiod_line_settings_set_bias(settings, biases[config->bias]) != 0 ||
        gpiod->gpiod_line_settings_set_drive(settings, drives[config->drive]) != 0 ||
        gpiod->gpiod_line_settings_set_edge_detection(settings, edges[config->edge]) != 0 ||
        gpiod->gpiod_line_settings_set_event_clock(settings, clocks[config->clock]) != 0 ||
        gpiod->gpiod_line_settings_set_output_value(settings, config->value) != 0) {
        return dagrun_gpio_error();
    }
    return 0;
}

/// Makes libgpiod's configuration of all lines; its caller frees it.
static int make_config(
    const struct dagrun_gpio_v2_table *gpiod, const dagrun_gpio_line_config *lines, size_t count,
    struct gpiod_line_config **made)
{
    struct gpiod_line_settings *settings = gpiod->gpiod_line_settings_new();
    struct gpiod_line_config *config = gpiod->gpiod_line_config_new();
    int error = settings == NULL || config == NULL ? ENOMEM : 0;
    for (size_t index = 0; index < count && error == 0; index++) {
        error = apply(gpiod, settings, &lines[index]);
        unsigned int offset = lines[index].offset;
        errno = 0;
        if (error == 0 && gpiod->gpiod_line_config_add_line_settings(config, &offset, 1, settings) != 0) {
            error = dagrun_gpio_error();
        }
    }
    if (settings != NULL) {
        gpiod->gpiod_line_settings_free(settings);
    }
    if (error != 0 && config != NULL) {
        gpiod->gpiod_line_config_free(config);
    }
    *made = error == 0 ? config : NULL;
    return error;
}

static void request_close(dagrun_gpio_request *head)
{
    struct request *request = (struct request *)head;
    if (request->request != NULL) {
        head->library->v2->gpiod_line_request_release(request->request);
    }
    if (request->buffer != NULL) {
        head->library->v2->gpiod_edge_event_buffer_free(request->buffer);
    }
    free(request);
}

static int request_open(
    const dagrun_gpio_library *library, struct gpiod_chip *chip, const char *consumer,
    const dagrun_gpio_line_config *lines, size_t count, dagrun_gpio_request **opened)
{
    const struct dagrun_gpio_v2_table *gpiod = library->v2;
    struct request *request = calloc(1, sizeof *request);
    struct gpiod_request_config *request_config = gpiod->gpiod_request_config_new();
    struct gpiod_line_config *config = NULL;
    int error = request == NULL || request_config == NULL ? ENOMEM : make_config(gpiod, lines, count, &config);
    if (error == 0) {
        request->head.library = library;
        request->count = count;
        for (size_t index = 0; index < count; index++) {
            request->offsets[index] = lines[index].offset;
            // libgpiod takes the second settings of one line for a change of the first.
            for (size_t before = 0; before < index; before++) {
                if (request->offsets[before] == request->offsets[index]) {
                    error = EBUSY;
                }
            }
        }
        request->buffer = gpiod->gpiod_edge_event_buffer_new(BUFFER_SIZE);
        error = request->buffer == NULL ? ENOMEM : error;
    }
    if (error == 0) {
        gpiod->gpiod_request_config_set_consumer(request_config, consumer);
        errno = 0;
        request->request = gpiod->gpiod_chip_request_lines(chip, request_config, config);
        error = request->request == NULL ? dagrun_gpio_error()
                                         : dagrun_gpio_set_nonblocking(
                                               gpiod->gpiod_line_request_get_fd(request->request));
    }
    if (config != NULL) {
        gpiod->gpiod_line_config_free(config);
    }
    if (request_config != NULL) {
        gpiod->gpiod_request_config_free(request_config);
    }
    gpiod->gpiod_chip_close(chip);
    if (error != 0) {
        if (request != NULL) {
            request->head.library = library;
            request_close(&request->head);
        }
        return error;
    }
    *opened = &request->head;
    return 0;
}

static int request_get(dagrun_gpio_request *head, uint64_t mask, uint64_t *bits)
{
    struct request *request = (struct request *)head;
    unsigned int offsets[DAGRUN_GPIO_MAX_LINES];
    size_t places[DAGRUN_GPIO_MAX_LINES];
    int values[DAGRUN_GPIO_MAX_LINES];
    size_t count = 0;
    for (size_t index = 0; index < request->count; index++) {
        if ((mask >> index & 1) != 0) {
            offsets[count] = request->offsets[index];
            places[count++] = index;
        }
    }
    *bits = 0;
    if (count == 0) {
        return 0;
    }
    errno = 0;
    if (head->library->v2->gpiod_line_request_get_values_subset(request->request, count, offsets, values) != 0) {
        return dagrun_gpio_error();
    }
    for (size_t n = 0; n < count; n++) {
        if (values[n] == 1) {
            *bits |= UINT64_C(1) << places[n];
        }
    }
    return 0;
}

static int request_set(dagrun_gpio_request *head, uint64_t mask, uint64_t bits)
{
    struct request *request = (struct request *)head;
    unsigned int offsets[DAGRUN_GPIO_MAX_LINES];
    int values[DAGRUN_GPIO_MAX_LINES];
    size_t count = 0;
    for (size_t index = 0; index < request->count; index++) {
        if ((mask >> index & 1) != 0) {
            offsets[count] = request->offsets[index];
            values[count++] = (int)(bits >> index & 1);
        }
    }
    if (count == 0) {
        return 0;
    }
    errno = 0;
    return head->library->v2->gpiod_line_request_set_values_subset(request->request, count, offsets, values) == 0
               ? 0
               : dagrun_gpio_error();
}

static int request_reconfigure(dagrun_gpio_request *head, const dagrun_gpio_line_config *lines)
{
    struct request *request = (struct request *)head;
    struct gpiod_line_config *config = NULL;
    int error = make_config(head->library->v2, lines, request->count, &config);
    if (error == 0) {
        errno = 0;
        if (head->library->v2->gpiod_line_request_reconfigure_lines(request->request, config) != 0) {
            error = dagrun_gpio_error();
        }
        head->library->v2->gpiod_line_config_free(config);
    }
    return error;
}

static size_t request_descriptors(dagrun_gpio_request *head, int *descriptors)
{
    struct request *request = (struct request *)head;
    descriptors[0] = head->library->v2->gpiod_line_request_get_fd(request->request);
    return 1;
}

static int request_read(dagrun_gpio_request *head, size_t place, dagrun_gpio_event *events, size_t *count)
{
    struct request *request = (struct request *)head;
    const struct dagrun_gpio_v2_table *gpiod = head->library->v2;
    size_t room = *count < BUFFER_SIZE ? *count : BUFFER_SIZE;
    *count = 0;
    if (place != 0) {
        return EINVAL;
    }
    errno = 0;
    int result = gpiod->gpiod_line_request_read_edge_events(request->request, request->buffer, room);
    if (result < 0) {
        return errno == EAGAIN ? 0 : dagrun_gpio_error();
    }
    for (int n = 0; n < result; n++) {
        struct gpiod_edge_event *event = gpiod->gpiod_edge_event_buffer_get_event(request->buffer, (unsigned long)n);
        unsigned int offset = gpiod->gpiod_edge_event_get_line_offset(event);
        uint32_t index = 0;
        while (index + 1 < request->count && request->offsets[index] != offset) {
            index++;
        }
        events[n] = (dagrun_gpio_event){
            .timestamp_ns = gpiod->gpiod_edge_event_get_timestamp_ns(event),
            .global_sequence = gpiod->gpiod_edge_event_get_global_seqno(event),
            .line_sequence = gpiod->gpiod_edge_event_get_line_seqno(event),
            .index = index,
            .is_rising = gpiod->gpiod_edge_event_get_event_type(event) == EVENT_RISING,
        };
    }
    *count = (size_t)result;
    return 0;
}

const struct dagrun_gpio_functions dagrun_gpio_v2 = {
    .request_close = request_close,
    .chip_open = chip_open,
    .chip_close = chip_close,
    .chip_read_info = chip_read_info,
    .chip_read_line = chip_read_line,
    .request_open = request_open,
    .request_get = request_get,
    .request_set = request_set,
    .request_reconfigure = request_reconfigure,
    .request_descriptors = request_descriptors,
    .request_read = request_read,
};
