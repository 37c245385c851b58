// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

struct start {
    void (*body)(void *context);
    void *context;
};

static void *run(void *argument)
{
    struct start start = *(struct start *)argument;
    free(argument);
    start.body(start.context);
    return NULL;
}

int dagrun_gpio_thread_start(const char *name, void (*body)(void *context), void *context)
{
    struct start *start = malloc(sizeof *start);
    if (start == NULL) {
        return ENOMEM;
    }
    *start = (struct start){body, context};

    // The mask is inherited, so it is set around the creation: no signal can arrive in between.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_t handle;
    int error = pthread_create(&handle, NULL, run, start);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (error != 0) {
        free(start);
        return error;
    }
#ifdef __linux__
    pthread_setname_np(handle, name);
#endif
    pthread_detach(handle);
    return 0;
}
