// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// A kernel's GPIO chip inside a process, for programs that are looked at by sanitizers: those don't run on the kernel with simulated
// pins, whose processes have less room for addresses than their shadow memory takes. Loaded first (LD_PRELOAD), it answers the system
// calls that libgpiod 1 and 2 make, so both of them and all that is on them are the real ones. It is simpler than a kernel: a line has a
// pull and a value, a request has a pipe for its events, and settings of bias, drive and debounce are taken without effect.
//
// cc -shared -fPIC -O1 -o pins.so pins.c

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LINES = 58, FILES = 4096 };
enum kind { NO_FILE, CHIP, REQUEST, HANDLE, EVENT };

struct request {
    enum kind kind;
    unsigned chip;
    int writer;
    uint32_t count, offsets[LINES], sequence, line_sequence[LINES];
    uint64_t flags[LINES];
};

struct line {
    struct request *request;
    uint32_t place;
    char consumer[GPIO_MAX_NAME_SIZE];
    bool pull, value;
};

struct file {
    enum kind kind;
    unsigned chip;
    struct request *request;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct line lines[LINES];
static struct file files[FILES];
// Which chip is there; 0 while none is.
static unsigned chip = 1, last_chip = 1;
static uint64_t chance = 1;
static unsigned rate;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int fail(int number)
{
    errno = number;
    return -1;
}

// Whether something goes wrong now that may go wrong at any time.
static bool is_unlucky(void)
{
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return rate != 0 && chance % rate == 0;
}

static bool is_output(const struct line *line)
{
    return line->request != NULL && (line->request->flags[line->place] & GPIO_V2_LINE_FLAG_OUTPUT) != 0;
}

static bool level(const struct line *line)
{
    return is_output(line) ? line->value : line->pull;
}

static bool is_active_low(const struct line *line)
{
    return (line->request->flags[line->place] & GPIO_V2_LINE_FLAG_ACTIVE_LOW) != 0;
}

static void let_go(struct request *request)
{
    for (uint32_t n = 0; n < request->count; n++) {
        struct line *line = &lines[request->offsets[n]];
        if (line->request == request) {
            memset(line->consumer, 0, sizeof line->consumer);
            line->request = NULL;
        }
    }
    if (request->writer >= 0) {
        REAL(close)(request->writer);
        request->writer = -1;
    }
}

// The world outside

void pins_pull(unsigned offset, bool up)
{
    pthread_mutex_lock(&lock);
    struct line *line = &lines[offset];
    bool changed = chip != 0 && line->pull != up;
    line->pull = up;
    struct request *request = line->request;
    if (changed && request != NULL && request->writer >= 0 && !is_output(line)) {
        bool rising = up != is_active_low(line);
        uint64_t wanted = rising ? GPIO_V2_LINE_FLAG_EDGE_RISING : GPIO_V2_LINE_FLAG_EDGE_FALLING;
        if ((request->flags[line->place] & wanted) != 0) {
            struct timespec now;
            clock_gettime(CLOCK_MONOTONIC, &now);
            uint64_t nanoseconds = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
            ssize_t written;
            if (request->kind == EVENT) {
                struct gpioevent_data event = {nanoseconds, rising ? GPIOEVENT_EVENT_RISING_EDGE : GPIOEVENT_EVENT_FALLING_EDGE};
                written = write(request->writer, &event, sizeof event);
            } else {
                struct gpio_v2_line_event event = {
                    .timestamp_ns = nanoseconds,
                    .id = rising ? GPIO_V2_LINE_EVENT_RISING_EDGE : GPIO_V2_LINE_EVENT_FALLING_EDGE,
                    .offset = offset,
                    .seqno = ++request->sequence,
                    .line_seqno = ++request->line_sequence[line->place],
                };
                written = write(request->writer, &event, sizeof event);
            }
            // A full queue loses what is new, as that of the kernel's first interface.
            (void)written;
        }
    }
    pthread_mutex_unlock(&lock);
}

bool pins_level(unsigned offset)
{
    pthread_mutex_lock(&lock);
    bool is_high = level(&lines[offset]);
    pthread_mutex_unlock(&lock);
    return is_high;
}

void pins_plug(bool is_there)
{
    pthread_mutex_lock(&lock);
    if (is_there) {
        chip = ++last_chip;
    } else {
        for (int n = 0; n < LINES; n++) {
            if (lines[n].request != NULL) {
                let_go(lines[n].request);
            }
        }
        chip = 0;
    }
    pthread_mutex_unlock(&lock);
}

// One of so many calls fails from now on; 0: none.
void pins_fail(unsigned one_of)
{
    pthread_mutex_lock(&lock);
    rate = one_of;
    pthread_mutex_unlock(&lock);
}

// What is still open or claimed.
unsigned pins_left(void)
{
    unsigned left = 0;
    pthread_mutex_lock(&lock);
    for (int n = 0; n < FILES; n++) {
        left += files[n].kind != NO_FILE;
    }
    for (int n = 0; n < LINES; n++) {
        left += lines[n].request != NULL;
    }
    pthread_mutex_unlock(&lock);
    return left;
}

// Files

static bool is_chip(const char *path)
{
    const char *name = strrchr(path, '/');
    return name != NULL && strcmp(name, "/gpiochip0") == 0;
}

int open(const char *path, int flags, ...)
{
    va_list list;
    va_start(list, flags);
    mode_t mode = (flags & O_CREAT) != 0 ? va_arg(list, mode_t) : 0;
    va_end(list);
    if (strncmp(path, "/sys/bus/gpio/devices/", 22) == 0) {
        // libgpiod 1 compares it with the numbers of the device.
        int file = memfd_create("dev", MFD_CLOEXEC);
        return file >= 0 && write(file, "1:3\n", 4) == 4 && lseek(file, 0, SEEK_SET) == 0 ? file : -1;
    }
    if (!is_chip(path)) {
        return REAL(open)(path, flags, mode);
    }
    pthread_mutex_lock(&lock);
    int file = chip == 0 ? fail(ENOENT) : is_unlucky() ? fail(EMFILE) : REAL(open)("/dev/null", flags);
    if (file >= 0 && file < FILES) {
        files[file] = (struct file){.kind = CHIP, .chip = chip};
    }
    pthread_mutex_unlock(&lock);
    return file;
}

int close(int file)
{
    if (file >= 0 && file < FILES) {
        pthread_mutex_lock(&lock);
        struct request *request = files[file].request;
        files[file] = (struct file){0};
        if (request != NULL) {
            let_go(request);
            free(request);
        }
        pthread_mutex_unlock(&lock);
    }
    return REAL(close)(file);
}

ssize_t read(int file, void *buffer, size_t size)
{
    if (file >= 0 && file < FILES) {
        pthread_mutex_lock(&lock);
        bool is_gone = files[file].kind > CHIP && files[file].chip != chip;
        pthread_mutex_unlock(&lock);
        if (is_gone) {
            return fail(ENODEV);
        }
    }
    return REAL(read)(file, buffer, size);
}

int access(const char *path, int mode)
{
    return strncmp(path, "/sys/bus/gpio/devices/", 22) == 0 ? 0 : REAL(access)(path, mode);
}

int stat(const char *path, struct stat *result)
{
    return REAL(stat)(is_chip(path) ? "/dev/null" : path, result);
}

int lstat(const char *path, struct stat *result)
{
    return REAL(lstat)(is_chip(path) ? "/dev/null" : path, result);
}

char *realpath(const char *path, char *resolved)
{
    if (strcmp(path, "/sys/dev/char/1:3/subsystem") != 0) {
        return REAL(realpath)(path, resolved);
    }
    if (resolved == NULL) {
        return strdup("/sys/bus/gpio");
    }
    return strcpy(resolved, "/sys/bus/gpio");
}

// Requests

static struct request *new_request(enum kind kind, const uint32_t *offsets, uint32_t count)
{
    struct request *request = calloc(1, sizeof *request);
    request->kind = kind;
    request->chip = chip;
    request->writer = -1;
    request->count = count;
    memcpy(request->offsets, offsets, count * sizeof *offsets);
    return request;
}

static int check(const uint32_t *offsets, uint32_t count)
{
    if (count == 0 || count > LINES) {
        return EINVAL;
    }
    for (uint32_t n = 0; n < count; n++) {
        if (offsets[n] >= LINES) {
            return EINVAL;
        }
        if (lines[offsets[n]].request != NULL) {
            return EBUSY;
        }
        for (uint32_t m = 0; m < n; m++) {
            if (offsets[n] == offsets[m]) {
                return EBUSY;
            }
        }
    }
    return 0;
}

// Takes the lines and makes the file; what it returns is the file or -1.
static int claim(struct request *request, const char *consumer, const bool *values)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        free(request);
        return -1;
    }
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    fcntl(ends[1], F_SETPIPE_SZ, 4096);
    request->writer = ends[1];
    files[ends[0]] = (struct file){.kind = request->kind, .chip = chip, .request = request};
    for (uint32_t n = 0; n < request->count; n++) {
        struct line *line = &lines[request->offsets[n]];
        line->request = request;
        line->place = n;
        line->value = values[n] != is_active_low(line);
        snprintf(line->consumer, sizeof line->consumer, "%s", consumer);
    }
    return ends[0];
}

static void take_config(struct request *request, const struct gpio_v2_line_config *config, bool *values)
{
    for (uint32_t n = 0; n < request->count; n++) {
        request->flags[n] = config->flags;
        values[n] = false;
    }
    for (uint32_t a = config->num_attrs; a-- > 0;) {
        for (uint32_t n = 0; n < request->count; n++) {
            if ((config->attrs[a].mask >> n & 1) == 0) {
                continue;
            }
            if (config->attrs[a].attr.id == GPIO_V2_LINE_ATTR_ID_FLAGS) {
                request->flags[n] = config->attrs[a].attr.flags;
            } else if (config->attrs[a].attr.id == GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES) {
                values[n] = config->attrs[a].attr.values >> n & 1;
            }
        }
    }
}

static uint64_t flags_of_first(uint32_t handle, uint32_t event)
{
    return ((handle & GPIOHANDLE_REQUEST_INPUT) != 0 ? GPIO_V2_LINE_FLAG_INPUT : 0) |
           ((handle & GPIOHANDLE_REQUEST_OUTPUT) != 0 ? GPIO_V2_LINE_FLAG_OUTPUT : 0) |
           ((handle & GPIOHANDLE_REQUEST_ACTIVE_LOW) != 0 ? GPIO_V2_LINE_FLAG_ACTIVE_LOW : 0) |
           ((event & GPIOEVENT_REQUEST_RISING_EDGE) != 0 ? GPIO_V2_LINE_FLAG_EDGE_RISING : 0) |
           ((event & GPIOEVENT_REQUEST_FALLING_EDGE) != 0 ? GPIO_V2_LINE_FLAG_EDGE_FALLING : 0);
}

static int chip_call(unsigned long call, void *argument)
{
    if (call == GPIO_GET_CHIPINFO_IOCTL) {
        struct gpiochip_info *info = argument;
        memset(info, 0, sizeof *info);
        strcpy(info->name, "gpiochip0");
        strcpy(info->label, "pinctrl-bcm2711");
        info->lines = LINES;
        return 0;
    }
    if (call == GPIO_V2_GET_LINEINFO_IOCTL) {
        struct gpio_v2_line_info *info = argument;
        if (info->offset >= LINES) {
            return fail(EINVAL);
        }
        struct line *line = &lines[info->offset];
        snprintf(info->name, sizeof info->name, "GPIO%u", info->offset);
        memcpy(info->consumer, line->consumer, sizeof info->consumer);
        info->flags = line->request != NULL ? line->request->flags[line->place] | GPIO_V2_LINE_FLAG_USED : GPIO_V2_LINE_FLAG_INPUT;
        info->num_attrs = 0;
        return 0;
    }
    if (call == GPIO_GET_LINEINFO_IOCTL) {
        struct gpioline_info *info = argument;
        if (info->line_offset >= LINES) {
            return fail(EINVAL);
        }
        struct line *line = &lines[info->line_offset];
        snprintf(info->name, sizeof info->name, "GPIO%u", info->line_offset);
        memcpy(info->consumer, line->consumer, sizeof info->consumer);
        info->flags = (line->request != NULL ? GPIOLINE_FLAG_KERNEL : 0) | (is_output(line) ? GPIOLINE_FLAG_IS_OUT : 0);
        return 0;
    }
    if (call == GPIO_V2_GET_LINE_IOCTL) {
        struct gpio_v2_line_request *asked = argument;
        int error = check(asked->offsets, asked->num_lines);
        if (error != 0) {
            return fail(error);
        }
        bool values[LINES];
        struct request *request = new_request(REQUEST, asked->offsets, asked->num_lines);
        take_config(request, &asked->config, values);
        asked->fd = claim(request, asked->consumer, values);
        return asked->fd < 0 ? -1 : 0;
    }
    if (call == GPIO_GET_LINEHANDLE_IOCTL) {
        struct gpiohandle_request *asked = argument;
        int error = check(asked->lineoffsets, asked->lines);
        if (error != 0) {
            return fail(error);
        }
        bool values[LINES];
        struct request *request = new_request(HANDLE, asked->lineoffsets, asked->lines);
        for (uint32_t n = 0; n < asked->lines; n++) {
            request->flags[n] = flags_of_first(asked->flags, 0);
            values[n] = asked->default_values[n] != 0;
        }
        asked->fd = claim(request, asked->consumer_label, values);
        return asked->fd < 0 ? -1 : 0;
    }
    if (call == GPIO_GET_LINEEVENT_IOCTL) {
        struct gpioevent_request *asked = argument;
        int error = check(&asked->lineoffset, 1);
        if (error != 0) {
            return fail(error);
        }
        bool value = false;
        struct request *request = new_request(EVENT, &asked->lineoffset, 1);
        request->flags[0] = flags_of_first(asked->handleflags, asked->eventflags);
        asked->fd = claim(request, asked->consumer_label, &value);
        return asked->fd < 0 ? -1 : 0;
    }
    return fail(ENOTTY);
}

static void configure(struct request *request, const bool *values)
{
    for (uint32_t n = 0; n < request->count; n++) {
        struct line *line = &lines[request->offsets[n]];
        line->value = values[n] != is_active_low(line);
    }
}

static int request_call(struct request *request, unsigned long call, void *argument)
{
    bool values[LINES];
    if (call == GPIO_V2_LINE_GET_VALUES_IOCTL) {
        struct gpio_v2_line_values *asked = argument;
        asked->bits = 0;
        for (uint32_t n = 0; n < request->count; n++) {
            struct line *line = &lines[request->offsets[n]];
            asked->bits |= (uint64_t)(level(line) != is_active_low(line)) << n;
        }
        asked->bits &= asked->mask;
        return 0;
    }
    if (call == GPIO_V2_LINE_SET_VALUES_IOCTL) {
        const struct gpio_v2_line_values *asked = argument;
        for (uint32_t n = 0; n < request->count; n++) {
            if ((asked->mask >> n & 1) != 0 && !is_output(&lines[request->offsets[n]])) {
                return fail(EPERM);
            }
        }
        for (uint32_t n = 0; n < request->count; n++) {
            struct line *line = &lines[request->offsets[n]];
            if ((asked->mask >> n & 1) != 0) {
                line->value = (asked->bits >> n & 1) != is_active_low(line);
            }
        }
        return 0;
    }
    if (call == GPIO_V2_LINE_SET_CONFIG_IOCTL) {
        take_config(request, argument, values);
        configure(request, values);
        return 0;
    }
    if (call == GPIOHANDLE_GET_LINE_VALUES_IOCTL) {
        struct gpiohandle_data *data = argument;
        for (uint32_t n = 0; n < request->count; n++) {
            struct line *line = &lines[request->offsets[n]];
            data->values[n] = level(line) != is_active_low(line);
        }
        return 0;
    }
    if (call == GPIOHANDLE_SET_LINE_VALUES_IOCTL && request->kind == HANDLE) {
        const struct gpiohandle_data *data = argument;
        for (uint32_t n = 0; n < request->count; n++) {
            values[n] = data->values[n] != 0;
        }
        configure(request, values);
        return 0;
    }
    if (call == GPIOHANDLE_SET_CONFIG_IOCTL && request->kind == HANDLE) {
        const struct gpiohandle_config *config = argument;
        for (uint32_t n = 0; n < request->count; n++) {
            request->flags[n] = flags_of_first(config->flags, 0);
            values[n] = config->default_values[n] != 0;
        }
        configure(request, values);
        return 0;
    }
    return fail(EINVAL);
}

int ioctl(int file, unsigned long call, ...)
{
    va_list list;
    va_start(list, call);
    void *argument = va_arg(list, void *);
    va_end(list);
    // libgpiod 2 hands it on as an int.
    call = (uint32_t)call;
    pthread_mutex_lock(&lock);
    struct file known = file >= 0 && file < FILES ? files[file] : (struct file){0};
    int result = 0;
    if (known.kind != NO_FILE) {
        result = known.chip != chip ? fail(ENODEV)
                 : is_unlucky()     ? fail(ENOMEM)
                 : known.kind == CHIP ? chip_call(call, argument)
                                      : request_call(known.request, call, argument);
    }
    pthread_mutex_unlock(&lock);
    return known.kind != NO_FILE ? result : REAL(ioctl)(file, call, argument);
}
