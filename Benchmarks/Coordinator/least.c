// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// The least that a program does under Airflow's executable coordinator: it dials both addresses, reads one message, whatever it says,
// answers that the task succeeded, and ends. What a supervisor takes for it, it takes for any program.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static int dial(const char *address)
{
    struct sockaddr_in name = {.sin_family = AF_INET};
    const char *port = strrchr(address, ':');
    if (port == NULL) return -1;
    name.sin_port = htons((uint16_t)atoi(port + 1));
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int descriptor = socket(AF_INET, SOCK_STREAM, 0);
    return connect(descriptor, (struct sockaddr *)&name, sizeof name) == 0 ? descriptor : -1;
}

static int skip_frame(int descriptor)
{
    unsigned char bytes[4096];
    if (recv(descriptor, bytes, 4, MSG_WAITALL) != 4) return -1;
    size_t rest = (size_t)bytes[0] << 24 | (size_t)bytes[1] << 16 | (size_t)bytes[2] << 8 | bytes[3];
    while (rest > 0) {
        ssize_t count = recv(descriptor, bytes, rest < sizeof bytes ? rest : sizeof bytes, 0);
        if (count <= 0) return -1;
        rest -= (size_t)count;
    }
    return 0;
}

// Airflow looks for the end of a process when its output ends: somebody must hold it until then, or it finds nothing and waits for five seconds.
static void hold_output(int comm, int logs)
{
    int ended = (int)syscall(SYS_pidfd_open, getpid(), 0);
    if (ended < 0 || fork() != 0) return;
    close(comm);
    close(logs);
    struct pollfd parent = {.fd = ended, .events = POLLIN};
    poll(&parent, 1, -1);
    _exit(0);
}

int main(int count, char **words)
{
    int comm = -1, logs = -1;
    for (int place = 1; place < count; place++) {
        if (strncmp(words[place], "--comm=", 7) == 0) comm = dial(words[place] + 7);
        if (strncmp(words[place], "--logs=", 7) == 0) logs = dial(words[place] + 7);
    }
    if (comm < 0 || logs < 0) return 2;
    hold_output(comm, logs);
    if (skip_frame(comm) != 0) return 1;

    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    struct tm utc;
    gmtime_r(&now.tv_sec, &utc);
    char date[40], seconds[24];
    strftime(seconds, sizeof seconds, "%Y-%m-%dT%H:%M:%S", &utc);
    int length = snprintf(date, sizeof date, "%s.%06ld+00:00", seconds, now.tv_nsec / 1000);

    // [0, {"type": "SucceedTask", "end_date": date, "task_outlets": [], "outlet_events": []}]
    char frame[256] = "\0\0\0\0\x92\x00\x84\xA4type\xABSucceedTask\xA8" "end_date\xD9";
    size_t size = 4 + 3 + 5 + 12 + 9 + 1;
    frame[size++] = (char)length;
    memcpy(frame + size, date, (size_t)length);
    size += (size_t)length;
    static const char tail[] = "\xACtask_outlets\x90\xADoutlet_events\x90";
    memcpy(frame + size, tail, sizeof tail - 1);
    size += sizeof tail - 1;
    frame[3] = (char)(size - 4);
    if (send(comm, frame, size, 0) != (ssize_t)size || skip_frame(comm) != 0) return 1;
    return 0;
}
