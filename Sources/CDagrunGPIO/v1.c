// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// libgpiod 1, from 1.5 on (Debian 12 has 1.6.3). Its kernel interface knows one set of flags for each handle, and a handle of its own
// for each line with edges. Names, numbers and structures are those of its gpiod.h.

#include "internal.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct gpiod_line_bulk {
    struct gpiod_line *lines[64];
    unsigned int num_lines;
};

struct gpiod_line_request_config {
    const char *consumer;
    int request_type;
    int flags;
};

struct gpiod_line_event {
    struct timespec ts;
    int event_type;
};

enum { REQUEST_AS_IS = 1, REQUEST_INPUT, REQUEST_OUTPUT, REQUEST_BOTH_EDGES = 6 };
enum {
    FLAG_OPEN_DRAIN = 1 << 0,
    FLAG_OPEN_SOURCE = 1 << 1,
    FLAG_ACTIVE_LOW = 1 << 2,
    FLAG_BIAS_DISABLE = 1 << 3,
    FLAG_BIAS_PULL_DOWN = 1 << 4,
    FLAG_BIAS_PULL_UP = 1 << 5,
};
enum { INFO_INPUT = 1, INFO_OUTPUT };
enum { INFO_ACTIVE_LOW = 2 };
enum { INFO_BIAS_AS_IS = 1, INFO_BIAS_DISABLE, INFO_BIAS_PULL_UP, INFO_BIAS_PULL_DOWN };
enum { EVENT_RISING = 1 };

#define FUNCTIONS(F)                                                                                           \
    F(const char *, gpiod_version_string, (void))                                                              \
    F(struct gpiod_chip *, gpiod_chip_open, (const char *))                                                    \
    F(void, gpiod_chip_close, (struct gpiod_chip *))                                                           \
    F(const char *, gpiod_chip_name, (struct gpiod_chip *))                                                    \
    F(const char *, gpiod_chip_label, (struct gpiod_chip *))                                                   \
    F(unsigned int, gpiod_chip_num_lines, (struct gpiod_chip *))                                               \
    F(struct gpiod_line *, gpiod_chip_get_line, (struct gpiod_chip *, unsigned int))                           \
    F(int, gpiod_line_update, (struct gpiod_line *))                                                           \
    F(const char *, gpiod_line_name, (struct gpiod_line *))                                                    \
    F(const char *, gpiod_line_consumer, (struct gpiod_line *))                                                \
    F(int, gpiod_line_direction, (struct gpiod_line *))                                                        \
    F(int, gpiod_line_active_state, (struct gpiod_line *))                                                     \
    F(int, gpiod_line_bias, (struct gpiod_line *))                                                             \
    F(bool, gpiod_line_is_used, (struct gpiod_line *))                                                         \
    F(bool, gpiod_line_is_open_drain, (struct gpiod_line *))                                                   \
    F(bool, gpiod_line_is_open_source, (struct gpiod_line *))                                                  \
    F(int, gpiod_line_request_bulk,                                                                            \
      (struct gpiod_line_bulk *, const struct gpiod_line_request_config *, const int *))                       \
    F(void, gpiod_line_release_bulk, (struct gpiod_line_bulk *))                                               \
    F(int, gpiod_line_get_value_bulk, (struct gpiod_line_bulk *, int *))                                       \
    F(int, gpiod_line_set_value_bulk, (struct gpiod_line_bulk *, const int *))                                 \
    F(int, gpiod_line_set_config_bulk, (struct gpiod_line_bulk *, int, int, const int *))                      \
    F(int, gpiod_line_event_get_fd, (struct gpiod_line *))                                                     \
    F(int, gpiod_line_event_read_multiple, (struct gpiod_line *, struct gpiod_line_event *, unsigned int))

#define FIELD(result, name, parameters) result(*name) parameters;
struct dagrun_gpio_v1_table {
    FUNCTIONS(FIELD)
};

/// Lines that share a handle of the kernel.
struct group {
    struct gpiod_line_bulk bulk;
    // The places of its lines in the request.
    uint8_t places[DAGRUN_GPIO_MAX_LINES];
    dagrun_gpio_line_config config;
    // What its outputs were set to last: a handle sets all of its lines at once.
    int values[DAGRUN_GPIO_MAX_LINES];
};

struct request {
    struct dagrun_gpio_request head;
    struct gpiod_chip *chip;
    size_t group_count;
    // Groups that the kernel gave us stand in front.
    size_t claimed;
    struct group *groups[DAGRUN_GPIO_MAX_LINES];
};

const char *dagrun_gpio_v1_load(void *object, struct dagrun_gpio_v1_table **table)
{
    struct dagrun_gpio_v1_table *loaded = calloc(1, sizeof *loaded);
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

const char *dagrun_gpio_v1_version(const struct dagrun_gpio_v1_table *table)
{
    return table->gpiod_version_string();
}

static int chip_open(const dagrun_gpio_library *library, const char *path, struct gpiod_chip **chip)
{
    errno = 0;
    *chip = library->v1->gpiod_chip_open(path);
    return *chip != NULL ? 0 : dagrun_gpio_error();
}

static void chip_close(const dagrun_gpio_library *library, struct gpiod_chip *chip)
{
    library->v1->gpiod_chip_close(chip);
}

static int chip_read_info(const dagrun_gpio_library *library, struct gpiod_chip *chip, dagrun_gpio_chip_info *info)
{
    dagrun_gpio_copy(info->name, sizeof info->name, library->v1->gpiod_chip_name(chip));
    dagrun_gpio_copy(info->label, sizeof info->label, library->v1->gpiod_chip_label(chip));
    info->line_count = library->v1->gpiod_chip_num_lines(chip);
    return 0;
}

static int chip_read_line(
    const dagrun_gpio_library *library, struct gpiod_chip *chip, uint32_t offset, dagrun_gpio_line_info *info)
{
    const struct dagrun_gpio_v1_table *gpiod = library->v1;
    errno = 0;
    struct gpiod_line *line = gpiod->gpiod_chip_get_line(chip, offset);
    // A line that is known already keeps what it said when it was met.
    if (line == NULL || gpiod->gpiod_line_update(line) != 0) {
        return dagrun_gpio_error();
    }
    dagrun_gpio_copy(info->name, sizeof info->name, gpiod->gpiod_line_name(line));
    dagrun_gpio_copy(info->consumer, sizeof info->consumer, gpiod->gpiod_line_consumer(line));
    info->is_used = gpiod->gpiod_line_is_used(line);
    info->config.direction =
        gpiod->gpiod_line_direction(line) == INFO_OUTPUT ? DAGRUN_GPIO_OUTPUT : DAGRUN_GPIO_INPUT;
    info->config.active_low = gpiod->gpiod_line_active_state(line) == INFO_ACTIVE_LOW;
    info->config.drive = gpiod->gpiod_line_is_open_drain(line)    ? DAGRUN_GPIO_OPEN_DRAIN
                         : gpiod->gpiod_line_is_open_source(line) ? DAGRUN_GPIO_OPEN_SOURCE
                                                                  : DAGRUN_GPIO_PUSH_PULL;
    switch (gpiod->gpiod_line_bias(line)) {
    case INFO_BIAS_DISABLE: info->config.bias = DAGRUN_GPIO_BIAS_DISABLED; break;
    case INFO_BIAS_PULL_UP: info->config.bias = DAGRUN_GPIO_PULL_UP; break;
    case INFO_BIAS_PULL_DOWN: info->config.bias = DAGRUN_GPIO_PULL_DOWN; break;
    default: info->config.bias = DAGRUN_GPIO_BIAS_AS_IS; break;
    }
    return 0;
}

static int type_of(const dagrun_gpio_line_config *config)
{
    switch (config->direction) {
    case DAGRUN_GPIO_INPUT: return config->edge != DAGRUN_GPIO_NO_EDGE ? REQUEST_BOTH_EDGES : REQUEST_INPUT;
    case DAGRUN_GPIO_OUTPUT: return REQUEST_OUTPUT;
    default: return REQUEST_AS_IS;
    }
}

static int flags_of(const dagrun_gpio_line_config *config)
{
    int flags = config->active_low ? FLAG_ACTIVE_LOW : 0;
    switch (config->bias) {
    case DAGRUN_GPIO_BIAS_DISABLED: flags |= FLAG_BIAS_DISABLE; break;
    case DAGRUN_GPIO_PULL_UP: flags |= FLAG_BIAS_PULL_UP; break;
    case DAGRUN_GPIO_PULL_DOWN: flags |= FLAG_BIAS_PULL_DOWN; break;
    default: break;
    }
    switch (config->drive) {
    case DAGRUN_GPIO_OPEN_DRAIN: flags |= FLAG_OPEN_DRAIN; break;
    case DAGRUN_GPIO_OPEN_SOURCE: flags |= FLAG_OPEN_SOURCE; break;
    default: break;
    }
    return flags;
}

static bool is_same_use(const dagrun_gpio_line_config *left, const dagrun_gpio_line_config *right)
{
    return type_of(left) == type_of(right) && flags_of(left) == flags_of(right) && left->group == right->group;
}

static int check(const dagrun_gpio_line_config *config)
{
    return config->debounce_us != 0 || config->clock != DAGRUN_GPIO_MONOTONIC ? ENOTSUP : 0;
}

static void request_close(dagrun_gpio_request *head)
{
    struct request *request = (struct request *)head;
    const struct dagrun_gpio_v1_table *gpiod = head->library->v1;
    for (size_t index = 0; index < request->group_count; index++) {
        if (index < request->claimed) {
            gpiod->gpiod_line_release_bulk(&request->groups[index]->bulk);
        }
        free(request->groups[index]);
    }
    gpiod->gpiod_chip_close(request->chip);
    free(request);
}

/// Puts a line into the group that it shares a handle with.
static int add(struct request *request, struct gpiod_line *line, const dagrun_gpio_line_config *config, size_t place)
{
    struct group *group = NULL;
    for (size_t index = 0; index < request->group_count && type_of(config) != REQUEST_BOTH_EDGES; index++) {
        if (is_same_use(&request->groups[index]->config, config)) {
            group = request->groups[index];
        }
    }
    if (group == NULL) {
        group = calloc(1, sizeof *group);
        if (group == NULL) {
            return ENOMEM;
        }
        group->config = *config;
        request->groups[request->group_count++] = group;
    }
    group->places[group->bulk.num_lines] = (uint8_t)place;
    group->values[group->bulk.num_lines] = config->value;
    group->bulk.lines[group->bulk.num_lines++] = line;
    return 0;
}

static int claim(struct request *request, const char *consumer)
{
    const struct dagrun_gpio_v1_table *gpiod = request->head.library->v1;
    while (request->claimed < request->group_count) {
        struct group *group = request->groups[request->claimed];
        struct gpiod_line_request_config config = {consumer, type_of(&group->config), flags_of(&group->config)};
        errno = 0;
        if (gpiod->gpiod_line_request_bulk(&group->bulk, &config, group->values) != 0) {
            return dagrun_gpio_error();
        }
        request->claimed++;
        if (config.request_type == REQUEST_BOTH_EDGES) {
            int error = dagrun_gpio_set_nonblocking(gpiod->gpiod_line_event_get_fd(group->bulk.lines[0]));
            if (error != 0) {
                return error;
            }
        }
    }
    return 0;
}

static int request_open(
    const dagrun_gpio_library *library, struct gpiod_chip *chip, const char *consumer,
    const dagrun_gpio_line_config *lines, size_t count, dagrun_gpio_request **opened)
{
    const struct dagrun_gpio_v1_table *gpiod = library->v1;
    struct request *request = calloc(1, sizeof *request);
    if (request == NULL) {
        gpiod->gpiod_chip_close(chip);
        return ENOMEM;
    }
    request->head.library = library;
    request->chip = chip;
    int error = 0;
    // Outputs in the second round: when an input is refused, no output has been touched.
    for (int round = 0; round < 2 && error == 0; round++) {
        for (size_t place = 0; place < count && error == 0; place++) {
            if ((lines[place].direction == DAGRUN_GPIO_OUTPUT) != (round == 1)) {
                continue;
            }
            error = check(&lines[place]);
            if (error != 0) {
                break;
            }
            errno = 0;
            struct gpiod_line *line = gpiod->gpiod_chip_get_line(chip, lines[place].offset);
            if (line == NULL) {
                error = dagrun_gpio_error();
            } else if (gpiod->gpiod_line_is_used(line)) {
                error = EBUSY;
            } else {
                error = add(request, line, &lines[place], place);
            }
        }
    }
    if (error == 0) {
        error = claim(request, consumer);
    }
    if (error != 0) {
        request_close(&request->head);
        return error;
    }
    *opened = &request->head;
    return 0;
}

static int request_get(dagrun_gpio_request *head, uint64_t mask, uint64_t *bits)
{
    struct request *request = (struct request *)head;
    *bits = 0;
    for (size_t index = 0; index < request->group_count; index++) {
        struct group *group = request->groups[index];
        uint64_t places = 0;
        for (unsigned int n = 0; n < group->bulk.num_lines; n++) {
            places |= UINT64_C(1) << group->places[n];
        }
        if ((places & mask) == 0) {
            continue;
        }
        int values[DAGRUN_GPIO_MAX_LINES];
        errno = 0;
        if (head->library->v1->gpiod_line_get_value_bulk(&group->bulk, values) != 0) {
            return dagrun_gpio_error();
        }
        for (unsigned int n = 0; n < group->bulk.num_lines; n++) {
            if (values[n] != 0) {
                *bits |= (UINT64_C(1) << group->places[n]) & mask;
            }
        }
    }
    return 0;
}

static int request_set(dagrun_gpio_request *head, uint64_t mask, uint64_t bits)
{
    struct request *request = (struct request *)head;
    for (size_t index = 0; index < request->group_count; index++) {
        struct group *group = request->groups[index];
        for (unsigned int n = 0; n < group->bulk.num_lines; n++) {
            if ((mask >> group->places[n] & 1) != 0 && group->config.direction == DAGRUN_GPIO_INPUT) {
                return EPERM;
            }
        }
    }
    for (size_t index = 0; index < request->group_count; index++) {
        struct group *group = request->groups[index];
        int values[DAGRUN_GPIO_MAX_LINES];
        bool is_meant = false;
        for (unsigned int n = 0; n < group->bulk.num_lines; n++) {
            bool is_line_meant = (mask >> group->places[n] & 1) != 0;
            values[n] = is_line_meant ? (int)(bits >> group->places[n] & 1) : group->values[n];
            is_meant = is_meant || is_line_meant;
        }
        if (!is_meant) {
            continue;
        }
        errno = 0;
        if (head->library->v1->gpiod_line_set_value_bulk(&group->bulk, values) != 0) {
            return dagrun_gpio_error();
        }
        memcpy(group->values, values, group->bulk.num_lines * sizeof *values);
    }
    return 0;
}

static int set_config(
    const struct dagrun_gpio_v1_table *gpiod, struct group *group, const dagrun_gpio_line_config *config,
    const int *values)
{
    errno = 0;
    int result =
        gpiod->gpiod_line_set_config_bulk(&group->bulk, type_of(config), flags_of(config), values);
    return result == 0 ? 0 : dagrun_gpio_error();
}

static int request_reconfigure(dagrun_gpio_request *head, const dagrun_gpio_line_config *lines)
{
    struct request *request = (struct request *)head;
    for (size_t index = 0; index < request->group_count; index++) {
        struct group *group = request->groups[index];
        const dagrun_gpio_line_config *first = &lines[group->places[0]];
        bool had_edges = type_of(&group->config) == REQUEST_BOTH_EDGES;
        if (had_edges ? !is_same_use(&group->config, first) : type_of(first) == REQUEST_BOTH_EDGES) {
            return ENOTSUP;
        }
        for (unsigned int n = 0; n < group->bulk.num_lines; n++) {
            int error = check(&lines[group->places[n]]);
            if (error != 0 || !is_same_use(first, &lines[group->places[n]])) {
                return ENOTSUP;
            }
        }
    }
    for (size_t index = 0; index < request->group_count; index++) {
        struct group *group = request->groups[index];
        const dagrun_gpio_line_config *first = &lines[group->places[0]];
        if (type_of(first) == REQUEST_BOTH_EDGES) {
            continue;
        }
        int values[DAGRUN_GPIO_MAX_LINES];
        for (unsigned int n = 0; n < group->bulk.num_lines; n++) {
            values[n] = lines[group->places[n]].value;
        }
        int error = set_config(head->library->v1, group, first, values);
        if (error != 0) {
            while (index-- > 0) {
                if (type_of(&request->groups[index]->config) != REQUEST_BOTH_EDGES) {
                    set_config(
                        head->library->v1, request->groups[index], &request->groups[index]->config,
                        request->groups[index]->values);
                }
            }
            return error;
        }
    }
    for (size_t index = 0; index < request->group_count; index++) {
        struct group *group = request->groups[index];
        group->config = lines[group->places[0]];
        for (unsigned int n = 0; n < group->bulk.num_lines; n++) {
            group->values[n] = lines[group->places[n]].value;
        }
    }
    return 0;
}

static size_t request_descriptors(dagrun_gpio_request *head, int *descriptors)
{
    struct request *request = (struct request *)head;
    size_t count = 0;
    for (size_t index = 0; index < request->group_count; index++) {
        struct group *group = request->groups[index];
        if (type_of(&group->config) == REQUEST_BOTH_EDGES) {
            descriptors[count++] = head->library->v1->gpiod_line_event_get_fd(group->bulk.lines[0]);
        }
    }
    return count;
}

static int request_read(dagrun_gpio_request *head, size_t place, dagrun_gpio_event *events, size_t *count)
{
    struct request *request = (struct request *)head;
    struct group *group = NULL;
    for (size_t index = 0; index < request->group_count && group == NULL; index++) {
        if (type_of(&request->groups[index]->config) == REQUEST_BOTH_EDGES && place-- == 0) {
            group = request->groups[index];
        }
    }
    if (group == NULL) {
        *count = 0;
        return EINVAL;
    }
    struct gpiod_line_event read[16];
    size_t room = *count < 16 ? *count : 16;
    *count = 0;
    errno = 0;
    int result =
        head->library->v1->gpiod_line_event_read_multiple(group->bulk.lines[0], read, (unsigned int)room);
    if (result < 0) {
        return errno == EAGAIN ? 0 : dagrun_gpio_error();
    }
    for (int n = 0; n < result; n++) {
        events[n] = (dagrun_gpio_event){
            .timestamp_ns = (uint64_t)read[n].ts.tv_sec * 1000000000u + (uint64_t)read[n].ts.tv_nsec,
            .index = group->places[0],
            .is_rising = read[n].event_type == EVENT_RISING,
        };
    }
    *count = (size_t)result;
    return 0;
}

const struct dagrun_gpio_functions dagrun_gpio_v1 = {
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
