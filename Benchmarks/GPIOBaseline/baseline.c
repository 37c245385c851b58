// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#define _GNU_SOURCE
#include "GPIOBaseline.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct gpiod_line_event {
    struct timespec ts;
    int event_type;
};

struct gpio_baseline {
    int api;
    void *output;
    void *input;
    void *buffer;
    unsigned offset;
    void (*release)(void *claim);
    // Version 1.
    int (*set_value)(void *line, int value);
    int (*event_wait)(void *line, const struct timespec *timeout);
    int (*event_read)(void *line, struct gpiod_line_event *event);
    // Version 2.
    int (*request_set_value)(void *request, unsigned offset, int value);
    int (*request_wait)(void *request, int64_t timeout);
    int (*request_read)(void *request, void *buffer, size_t count);
};

#define CALL(result, name, parameters, ...) ((result(*) parameters)dlsym(object, name))(__VA_ARGS__)

static int open_first(gpio_baseline *baseline, void *object, const char *chip, unsigned output, unsigned input)
{
    void *opened = CALL(void *, "gpiod_chip_open", (const char *), chip);
    if (opened == NULL) {
        return -1;
    }
    baseline->output = CALL(void *, "gpiod_chip_get_line", (void *, unsigned), opened, output);
    baseline->input = CALL(void *, "gpiod_chip_get_line", (void *, unsigned), opened, input);
    *(void **)&baseline->set_value = dlsym(object, "gpiod_line_set_value");
    *(void **)&baseline->event_wait = dlsym(object, "gpiod_line_event_wait");
    *(void **)&baseline->event_read = dlsym(object, "gpiod_line_event_read");
    if (CALL(int, "gpiod_line_request_output", (void *, const char *, int), baseline->output, "baseline", 0) != 0) {
        return -1;
    }
    return CALL(int, "gpiod_line_request_both_edges_events", (void *, const char *), baseline->input, "baseline");
}

static void *request(void *object, void *chip, unsigned offset, int direction, int edge)
{
    void *settings = CALL(void *, "gpiod_line_settings_new", (void));
    void *config = CALL(void *, "gpiod_line_config_new", (void));
    CALL(int, "gpiod_line_settings_set_direction", (void *, int), settings, direction);
    CALL(int, "gpiod_line_settings_set_edge_detection", (void *, int), settings, edge);
    CALL(int, "gpiod_line_config_add_line_settings", (void *, const unsigned *, size_t, void *), config, &offset, 1,
         settings);
    return CALL(void *, "gpiod_chip_request_lines", (void *, void *, void *), chip, NULL, config);
}

static int open_second(gpio_baseline *baseline, void *object, const char *chip, unsigned output, unsigned input)
{
    void *opened = CALL(void *, "gpiod_chip_open", (const char *), chip);
    if (opened == NULL) {
        return -1;
    }
    baseline->output = request(object, opened, output, 3, 1);
    baseline->input = request(object, opened, input, 2, 4);
    baseline->buffer = CALL(void *, "gpiod_edge_event_buffer_new", (size_t), 16);
    *(void **)&baseline->request_set_value = dlsym(object, "gpiod_line_request_set_value");
    *(void **)&baseline->request_wait = dlsym(object, "gpiod_line_request_wait_edge_events");
    *(void **)&baseline->request_read = dlsym(object, "gpiod_line_request_read_edge_events");
    return baseline->output != NULL && baseline->input != NULL ? 0 : -1;
}

gpio_baseline *gpio_baseline_open(const char *library, const char *chip, unsigned output, unsigned input)
{
    void *object = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    gpio_baseline *baseline = calloc(1, sizeof *baseline);
    if (object == NULL || baseline == NULL) {
        free(baseline);
        return NULL;
    }
    baseline->api = dlsym(object, "gpiod_line_request_bulk") != NULL ? 1 : 2;
    baseline->offset = output;
    int result = baseline->api == 1 ? open_first(baseline, object, chip, output, input)
                                    : open_second(baseline, object, chip, output, input);
    if (result != 0) {
        free(baseline);
        return NULL;
    }
    *(void **)&baseline->release =
        dlsym(object, baseline->api == 1 ? "gpiod_line_release" : "gpiod_line_request_release");
    return baseline;
}

void gpio_baseline_close(gpio_baseline *baseline)
{
    baseline->release(baseline->output);
    baseline->release(baseline->input);
    free(baseline);
}

void gpio_baseline_toggle(gpio_baseline *baseline, long count)
{
    for (long n = 0; n < count; n++) {
        if (baseline->api == 1) {
            baseline->set_value(baseline->output, n & 1);
        } else {
            baseline->request_set_value(baseline->output, baseline->offset, n & 1);
        }
    }
}

int gpio_baseline_wait(gpio_baseline *baseline)
{
    if (baseline->api == 1) {
        struct timespec timeout = {5, 0};
        struct gpiod_line_event event;
        return baseline->event_wait(baseline->input, &timeout) == 1 &&
                       baseline->event_read(baseline->input, &event) == 0
                   ? 0
                   : EIO;
    }
    return baseline->request_wait(baseline->input, 5000000000) == 1 &&
                   baseline->request_read(baseline->input, baseline->buffer, 1) == 1
               ? 0
               : EIO;
}

uint64_t gpio_baseline_now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

struct gpio_finger {
    int file;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int wanted;
    unsigned delay_us;
    uint64_t pressed;
};

static void *finger_main(void *context)
{
    gpio_finger *finger = context;
    pthread_mutex_lock(&finger->lock);
    for (;;) {
        while (finger->wanted < 0) {
            pthread_cond_wait(&finger->changed, &finger->lock);
        }
        const char *text = finger->wanted ? "pull-up" : "pull-down";
        pthread_mutex_unlock(&finger->lock);
        usleep(finger->delay_us);
        uint64_t now = gpio_baseline_now();
        if (pwrite(finger->file, text, strlen(text), 0) < 0) {
            now = 0;
        }
        pthread_mutex_lock(&finger->lock);
        finger->wanted = -1;
        finger->pressed = now;
        pthread_cond_broadcast(&finger->changed);
    }
    return NULL;
}

gpio_finger *gpio_finger_make(const char *pull_file)
{
    gpio_finger *finger = calloc(1, sizeof *finger);
    finger->file = open(pull_file, O_WRONLY);
    finger->wanted = -1;
    pthread_mutex_init(&finger->lock, NULL);
    pthread_cond_init(&finger->changed, NULL);
    pthread_create(&finger->thread, NULL, finger_main, finger);
    return finger;
}

void gpio_finger_press(gpio_finger *finger, int up, unsigned delay_us)
{
    pthread_mutex_lock(&finger->lock);
    finger->wanted = up;
    finger->delay_us = delay_us;
    finger->pressed = 0;
    pthread_cond_broadcast(&finger->changed);
    pthread_mutex_unlock(&finger->lock);
}

uint64_t gpio_finger_pressed(gpio_finger *finger)
{
    pthread_mutex_lock(&finger->lock);
    while (finger->wanted >= 0) {
        pthread_cond_wait(&finger->changed, &finger->lock);
    }
    uint64_t pressed = finger->pressed;
    pthread_mutex_unlock(&finger->lock);
    return pressed;
}
