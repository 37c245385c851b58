// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#include "internal.h"

#include <stdlib.h>

dagrun_curl_multi *dagrun_curl_multi_create(
    const dagrun_curl_library *library, long idle_connections, long connections_per_host, long connections)
{
    dagrun_curl_multi *multi = calloc(1, sizeof *multi);
    if (multi == NULL) {
        return NULL;
    }
    multi->library = library;
    multi->handle = library->curl_multi_init();
    if (multi->handle == NULL) {
        free(multi);
        return NULL;
    }
    if (idle_connections > 0) {
        library->curl_multi_setopt(multi->handle, CURLMOPT_MAXCONNECTS, idle_connections);
    }
    library->curl_multi_setopt(multi->handle, CURLMOPT_MAX_HOST_CONNECTIONS, connections_per_host);
    library->curl_multi_setopt(multi->handle, CURLMOPT_MAX_TOTAL_CONNECTIONS, connections);
    library->curl_multi_setopt(multi->handle, CURLMOPT_PIPELINING, (long)CURLPIPE_MULTIPLEX);
    return multi;
}

void dagrun_curl_multi_destroy(dagrun_curl_multi *multi)
{
    multi->library->curl_multi_cleanup(multi->handle);
    free(multi);
}

int dagrun_curl_multi_add(dagrun_curl_multi *multi, dagrun_curl_transfer *transfer, uint64_t identifier)
{
    transfer->identifier = identifier;
    return (int)multi->library->curl_multi_add_handle(multi->handle, transfer->handle);
}

void dagrun_curl_multi_remove(dagrun_curl_multi *multi, dagrun_curl_transfer *transfer)
{
    multi->library->curl_multi_remove_handle(multi->handle, transfer->handle);
}

int dagrun_curl_multi_perform(dagrun_curl_multi *multi)
{
    int running = 0;
    return (int)multi->library->curl_multi_perform(multi->handle, &running);
}

int dagrun_curl_multi_wait(dagrun_curl_multi *multi, int timeout_milliseconds)
{
    return (int)multi->library->curl_multi_poll(multi->handle, NULL, 0, timeout_milliseconds, NULL);
}

void dagrun_curl_multi_wake(dagrun_curl_multi *multi)
{
    multi->library->curl_multi_wakeup(multi->handle);
}

bool dagrun_curl_multi_next_finished(dagrun_curl_multi *multi, uint64_t *identifier, int *result)
{
    for (;;) {
        int left = 0;
        CURLMsg *message = multi->library->curl_multi_info_read(multi->handle, &left);
        if (message == NULL) {
            return false;
        }
        if (message->msg != CURLMSG_DONE) {
            continue;
        }
        char *private = NULL;
        multi->library->curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private);
        if (private == NULL) {
            continue;
        }
        *identifier = ((const dagrun_curl_transfer *)(void *)private)->identifier;
        *result = (int)message->data.result;
        return true;
    }
}

const char *dagrun_curl_multi_error_text(const dagrun_curl_multi *multi, int code)
{
    return multi->library->curl_multi_strerror((CURLMcode)code);
}
