// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#include "internal.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct dagrun_gpio_chip {
    const dagrun_gpio_library *library;
    struct gpiod_chip *chip;
};

dagrun_gpio_library *dagrun_gpio_library_open(const char *name, char *reason, size_t reason_size)
{
    void *object = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (object == NULL) {
        const char *text = dlerror();
        snprintf(reason, reason_size, "%s", text != NULL ? text : name);
        return NULL;
    }
    dagrun_gpio_library *library = calloc(1, sizeof *library);
    if (library == NULL) {
        snprintf(reason, reason_size, "no memory");
        return NULL;
    }
    // Only libgpiod 1 has this function, and has had it since 1.0.
    library->api = dlsym(object, "gpiod_line_request_bulk") != NULL ? 1 : 2;
    const char *missing = library->api == 1 ? dagrun_gpio_v1_load(object, &library->v1)
                                            : dagrun_gpio_v2_load(object, &library->v2);
    if (missing != NULL) {
        snprintf(reason, reason_size, "%s: it has no function %s", name, missing);
        dagrun_gpio_library_close(library);
        return NULL;
    }
    library->functions = library->api == 1 ? &dagrun_gpio_v1 : &dagrun_gpio_v2;
    dagrun_gpio_copy(
        library->version, sizeof library->version,
        library->api == 1 ? dagrun_gpio_v1_version(library->v1) : dagrun_gpio_v2_version(library->v2));
    return library;
}

void dagrun_gpio_library_close(dagrun_gpio_library *library)
{
    free(library->v1);
    free(library->v2);
    free(library);
}

const char *dagrun_gpio_library_version(const dagrun_gpio_library *library)
{
    return library->version;
}

int dagrun_gpio_library_api(const dagrun_gpio_library *library)
{
    return library->api;
}

int dagrun_gpio_chip_open(const dagrun_gpio_library *library, const char *path, dagrun_gpio_chip **chip)
{
    dagrun_gpio_chip *opened = calloc(1, sizeof *opened);
    if (opened == NULL) {
        return ENOMEM;
    }
    opened->library = library;
    int error = library->functions->chip_open(library, path, &opened->chip);
    if (error != 0) {
        free(opened);
        return error;
    }
    *chip = opened;
    return 0;
}

void dagrun_gpio_chip_close(dagrun_gpio_chip *chip)
{
    chip->library->functions->chip_close(chip->library, chip->chip);
    free(chip);
}

int dagrun_gpio_chip_read_info(dagrun_gpio_chip *chip, dagrun_gpio_chip_info *info)
{
    memset(info, 0, sizeof *info);
    return chip->library->functions->chip_read_info(chip->library, chip->chip, info);
}

int dagrun_gpio_chip_read_line(dagrun_gpio_chip *chip, uint32_t offset, dagrun_gpio_line_info *info)
{
    memset(info, 0, sizeof *info);
    info->config.offset = offset;
    return chip->library->functions->chip_read_line(chip->library, chip->chip, offset, info);
}

int dagrun_gpio_request_open(
    const dagrun_gpio_library *library, const char *path, const char *consumer, const dagrun_gpio_line_config *lines,
    size_t count, dagrun_gpio_request **request)
{
    if (count == 0 || count > DAGRUN_GPIO_MAX_LINES) {
        return EINVAL;
    }
    struct gpiod_chip *chip = NULL;
    int error = library->functions->chip_open(library, path, &chip);
    if (error != 0) {
        return error;
    }
    // From here on the chip is the request's.
    return library->functions->request_open(library, chip, consumer, lines, count, request);
}

void dagrun_gpio_request_close(dagrun_gpio_request *request)
{
    request->library->functions->request_close(request);
}

int dagrun_gpio_request_get(dagrun_gpio_request *request, uint64_t mask, uint64_t *bits)
{
    return request->library->functions->request_get(request, mask, bits);
}

int dagrun_gpio_request_set(dagrun_gpio_request *request, uint64_t mask, uint64_t bits)
{
    return request->library->functions->request_set(request, mask, bits);
}

int dagrun_gpio_request_reconfigure(dagrun_gpio_request *request, const dagrun_gpio_line_config *lines)
{
    return request->library->functions->request_reconfigure(request, lines);
}

size_t dagrun_gpio_request_descriptors(dagrun_gpio_request *request, int *descriptors)
{
    return request->library->functions->request_descriptors(request, descriptors);
}

int dagrun_gpio_request_read(dagrun_gpio_request *request, size_t place, dagrun_gpio_event *events, size_t *count)
{
    return request->library->functions->request_read(request, place, events, count);
}

void dagrun_gpio_copy(char *to, size_t size, const char *from)
{
    snprintf(to, size, "%s", from != NULL ? from : "");
}

int dagrun_gpio_error(void)
{
    return errno != 0 ? errno : EIO;
}

int dagrun_gpio_set_nonblocking(int descriptor)
{
    int flags = fcntl(descriptor, F_GETFL);
    return flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) < 0 ? dagrun_gpio_error() : 0;
}
