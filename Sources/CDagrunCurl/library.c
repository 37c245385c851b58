// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#include "internal.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

// curl_global_init became safe to call from several threads in 7.84 only.
static pthread_mutex_t global_init_lock = PTHREAD_MUTEX_INITIALIZER;

dagrun_curl_library *dagrun_curl_library_open(const char *name, char *reason, size_t reason_size)
{
    void *object = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (object == NULL) {
        const char *text = dlerror();
        snprintf(reason, reason_size, "%s", text != NULL ? text : name);
        return NULL;
    }
    dagrun_curl_library *library = calloc(1, sizeof *library);
    if (library == NULL) {
        snprintf(reason, reason_size, "no memory");
        return NULL;
    }
// POSIX lets dlsym's result stand for a function, ISO C doesn't: hence the detour over a void pointer's address.
#define DAGRUN_CURL_LOOKUP(function)                                                  \
    *(void **)&library->function = dlsym(object, #function);                          \
    if (library->function == NULL) {                                                  \
        snprintf(reason, reason_size, "%s: it has no function %s", name, #function);  \
        free(library);                                                                \
        return NULL;                                                                  \
    }
    DAGRUN_CURL_FUNCTIONS(DAGRUN_CURL_LOOKUP)

    pthread_mutex_lock(&global_init_lock);
    CURLcode code = library->curl_global_init(CURL_GLOBAL_DEFAULT);
    pthread_mutex_unlock(&global_init_lock);
    if (code != CURLE_OK) {
        snprintf(reason, reason_size, "%s: %s", name, library->curl_easy_strerror(code));
        free(library);
        return NULL;
    }
    library->version = library->curl_version_info(CURLVERSION_NOW);
    return library;
}

void dagrun_curl_library_close(dagrun_curl_library *library)
{
    free(library);
}

const char *dagrun_curl_library_version(const dagrun_curl_library *library)
{
    return library->version->version;
}

bool dagrun_curl_library_has_http2(const dagrun_curl_library *library)
{
    return (library->version->features & CURL_VERSION_HTTP2) != 0;
}

const char *dagrun_curl_code_text(const dagrun_curl_library *library, int code)
{
    return library->curl_easy_strerror((CURLcode)code);
}
