// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#ifndef DAGRUN_CURL_INTERNAL_H
#define DAGRUN_CURL_INTERNAL_H

// Deprecated options are used for old libraries, and curl_easy_setopt is called through a pointer only.
#define CURL_DISABLE_DEPRECATION 1
#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>

#include "CDagrunCurl.h"

// Every function of libcurl that is used, once: the table's fields and the lookups are made from it.
#define DAGRUN_CURL_FUNCTIONS(F) \
    F(curl_global_init)          \
    F(curl_version_info)         \
    F(curl_slist_append)         \
    F(curl_slist_free_all)       \
    F(curl_easy_init)            \
    F(curl_easy_cleanup)         \
    F(curl_easy_setopt)          \
    F(curl_easy_getinfo)         \
    F(curl_easy_strerror)        \
    F(curl_multi_init)           \
    F(curl_multi_cleanup)        \
    F(curl_multi_setopt)         \
    F(curl_multi_add_handle)     \
    F(curl_multi_remove_handle)  \
    F(curl_multi_perform)        \
    F(curl_multi_poll)           \
    F(curl_multi_wakeup)         \
    F(curl_multi_info_read)      \
    F(curl_multi_strerror)

#define DAGRUN_CURL_FIELD(name) __typeof__(&name) name;

struct dagrun_curl_library {
    DAGRUN_CURL_FUNCTIONS(DAGRUN_CURL_FIELD)
    const curl_version_info_data *version;
};

struct dagrun_curl_multi {
    const dagrun_curl_library *library;
    CURLM *handle;
};

struct dagrun_curl_buffer {
    uint8_t *bytes;
    size_t count;
    size_t capacity;
    size_t limit;
};

struct dagrun_curl_transfer {
    const dagrun_curl_library *library;
    CURL *handle;
    struct curl_slist *headers;
    struct dagrun_curl_buffer head;
    struct dagrun_curl_buffer body;
    dagrun_curl_refusal refusal;
    // The blank line after a header section was seen: what follows is another section or trailer fields.
    bool head_ended;
    uint64_t identifier;
    char error[CURL_ERROR_SIZE];
};

#endif
