// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#include "internal.h"

#include <errno.h>

#ifdef __linux__
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

int dagrun_gpio_bell_open(int *bell)
{
    errno = 0;
    *bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return *bell < 0 ? dagrun_gpio_error() : 0;
}

void dagrun_gpio_bell_ring(int bell)
{
    uint64_t one = 1;
    // It fails only when the counter is full, and then the bell has been rung.
    if (write(bell, &one, sizeof one) < 0) {
        return;
    }
}

static void silence(int bell)
{
    uint64_t rings;
    if (read(bell, &rings, sizeof rings) < 0) {
        return;
    }
}

void dagrun_gpio_bell_wait(int bell)
{
    struct pollfd waited = {.fd = bell, .events = POLLIN};
    while (poll(&waited, 1, -1) < 0 && errno == EINTR) {
    }
    silence(bell);
}

int dagrun_gpio_poll_open(int bell, int *poll)
{
    errno = 0;
    int opened = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = 0};
    if (opened >= 0 && epoll_ctl(opened, EPOLL_CTL_ADD, bell, &event) == 0) {
        *poll = opened;
        return 0;
    }
    int error = dagrun_gpio_error();
    if (opened >= 0) {
        close(opened);
    }
    return error;
}

int dagrun_gpio_poll_add(int poll, int descriptor, uint64_t number)
{
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.u64 = number};
    errno = 0;
    return epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event) == 0 ? 0 : dagrun_gpio_error();
}

int dagrun_gpio_poll_remove(int poll, int descriptor)
{
    errno = 0;
    return epoll_ctl(poll, EPOLL_CTL_DEL, descriptor, NULL) == 0 ? 0 : dagrun_gpio_error();
}

int dagrun_gpio_poll_wait(int poll, int bell, uint64_t *numbers, int capacity, int timeout_ms)
{
    struct epoll_event events[64];
    int count = epoll_wait(poll, events, capacity < 64 ? capacity : 64, timeout_ms);
    int ready = 0;
    for (int index = 0; index < count; index++) {
        if (events[index].data.u64 == 0) {
            silence(bell);
        } else {
            numbers[ready++] = events[index].data.u64;
        }
    }
    return ready;
}

#else

int dagrun_gpio_bell_open(int *bell)
{
    return ENOTSUP;
}

void dagrun_gpio_bell_ring(int bell)
{
}

void dagrun_gpio_bell_wait(int bell)
{
}

int dagrun_gpio_poll_open(int bell, int *poll)
{
    return ENOTSUP;
}

int dagrun_gpio_poll_add(int poll, int descriptor, uint64_t number)
{
    return ENOTSUP;
}

int dagrun_gpio_poll_remove(int poll, int descriptor)
{
    return ENOTSUP;
}

int dagrun_gpio_poll_wait(int poll, int bell, uint64_t *numbers, int capacity, int timeout_ms)
{
    return 0;
}

#endif
