// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#define _GNU_SOURCE
#include "internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

// Options newer than the oldest header this builds with; the numbers are libcurl's ABI and never change.
#define DAGRUN_CURLOPT_PROTOCOLS_STR ((CURLoption)10318)
#define DAGRUN_CURLOPT_QUICK_EXIT ((CURLoption)322)

static bool append(struct dagrun_curl_buffer *buffer, const char *bytes, size_t count)
{
    if (count > buffer->capacity - buffer->count) {
        size_t capacity = buffer->capacity < 2048 ? 2048 : buffer->capacity;
        while (capacity - buffer->count < count) {
            if (capacity > SIZE_MAX / 2) {
                return false;
            }
            capacity *= 2;
        }
        uint8_t *grown = realloc(buffer->bytes, capacity);
        if (grown == NULL) {
            return false;
        }
        buffer->bytes = grown;
        buffer->capacity = capacity;
    }
    memcpy(buffer->bytes + buffer->count, bytes, count);
    buffer->count += count;
    return true;
}

// Returning less than was given makes libcurl end the transfer with CURLE_WRITE_ERROR.
static size_t take(
    dagrun_curl_transfer *transfer, struct dagrun_curl_buffer *buffer, const char *bytes, size_t count,
    dagrun_curl_refusal over_limit)
{
    if (count > buffer->limit - buffer->count) {
        transfer->refusal = over_limit;
        return 0;
    }
    if (!append(buffer, bytes, count)) {
        transfer->refusal = DAGRUN_CURL_REFUSAL_NO_MEMORY;
        return 0;
    }
    return count;
}

static size_t on_body(char *bytes, size_t size, size_t members, void *context)
{
    dagrun_curl_transfer *transfer = context;
    size_t count = size * members;
    // A callback with nothing to take must still not look like a refusal.
    if (count == 0) {
        return 0;
    }
    return take(transfer, &transfer->body, bytes, count, DAGRUN_CURL_REFUSAL_BODY_LIMIT);
}

// libcurl calls this once for each line of every header section: those of 1xx answers, that of the final answer, and
// the trailer section. Only the final answer's is kept (RFC 9110, sections 6.5.1 and 15.2).
static size_t on_header(char *bytes, size_t size, size_t members, void *context)
{
    dagrun_curl_transfer *transfer = context;
    size_t count = size * members;
    if (transfer->head_ended) {
        if (count < 5 || memcmp(bytes, "HTTP/", 5) != 0) {
            return count;
        }
        transfer->head_ended = false;
        transfer->head.count = 0;
    }
    if (count == 0 || bytes[0] == '\n' || (bytes[0] == '\r' && (count == 1 || bytes[1] == '\n'))) {
        transfer->head_ended = true;
        return count;
    }
    return take(transfer, &transfer->head, bytes, count, DAGRUN_CURL_REFUSAL_HEADER_LIMIT);
}

// libcurl before 8.x opens sockets that a child process would inherit, and tasks do start children.
static curl_socket_t on_open(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    (void)context;
    (void)purpose;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

dagrun_curl_transfer *dagrun_curl_transfer_create(
    const dagrun_curl_library *library, size_t body_limit, size_t header_limit)
{
    dagrun_curl_transfer *transfer = calloc(1, sizeof *transfer);
    if (transfer == NULL) {
        return NULL;
    }
    transfer->library = library;
    transfer->body.limit = body_limit;
    transfer->head.limit = header_limit;
    transfer->handle = library->curl_easy_init();
    if (transfer->handle == NULL) {
        free(transfer);
        return NULL;
    }
    CURL *handle = transfer->handle;
    __typeof__(library->curl_easy_setopt) set = library->curl_easy_setopt;
    CURLcode code = set(handle, DAGRUN_CURLOPT_PROTOCOLS_STR, "http,https");
    if (code == CURLE_UNKNOWN_OPTION) {
        code = set(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
    }
    if (code == CURLE_OK) {
        code = set(handle, CURLOPT_NOSIGNAL, 1L);
    }
    if (code != CURLE_OK) {
        dagrun_curl_transfer_destroy(transfer);
        return NULL;
    }
    set(handle, CURLOPT_PRIVATE, (void *)transfer);
    set(handle, CURLOPT_ERRORBUFFER, transfer->error);
    set(handle, CURLOPT_WRITEFUNCTION, on_body);
    set(handle, CURLOPT_WRITEDATA, (void *)transfer);
    set(handle, CURLOPT_HEADERFUNCTION, on_header);
    set(handle, CURLOPT_HEADERDATA, (void *)transfer);
    set(handle, CURLOPT_OPENSOCKETFUNCTION, on_open);
    set(handle, CURLOPT_FOLLOWLOCATION, 0L);
    set(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(handle, CURLOPT_ACCEPT_ENCODING, "");
    set(handle, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    set(handle, CURLOPT_TCP_KEEPALIVE, 1L);
    // No CURLOPT_PIPEWAIT: over plain HTTP/1.1 it has a request wait for the answer to another one.
    // Cancelling a transfer must not wait for its name lookup, which runs on a thread of libcurl's.
    set(handle, DAGRUN_CURLOPT_QUICK_EXIT, 1L);
    return transfer;
}

void dagrun_curl_transfer_destroy(dagrun_curl_transfer *transfer)
{
    transfer->library->curl_easy_cleanup(transfer->handle);
    transfer->library->curl_slist_free_all(transfer->headers);
    free(transfer->head.bytes);
    free(transfer->body.bytes);
    free(transfer);
}

int dagrun_curl_transfer_set_text(dagrun_curl_transfer *transfer, dagrun_curl_text option, const char *text)
{
    CURLoption name;
    switch (option) {
    case DAGRUN_CURL_TEXT_URL: name = CURLOPT_URL; break;
    case DAGRUN_CURL_TEXT_METHOD: name = CURLOPT_CUSTOMREQUEST; break;
    case DAGRUN_CURL_TEXT_USER_AGENT: name = CURLOPT_USERAGENT; break;
    case DAGRUN_CURL_TEXT_CA_FILE: name = CURLOPT_CAINFO; break;
    case DAGRUN_CURL_TEXT_CERTIFICATE_FILE: name = CURLOPT_SSLCERT; break;
    case DAGRUN_CURL_TEXT_KEY_FILE: name = CURLOPT_SSLKEY; break;
    case DAGRUN_CURL_TEXT_KEY_PASSWORD: name = CURLOPT_KEYPASSWD; break;
    case DAGRUN_CURL_TEXT_PROXY: name = CURLOPT_PROXY; break;
    case DAGRUN_CURL_TEXT_PROXY_CA_FILE: name = CURLOPT_PROXY_CAINFO; break;
    case DAGRUN_CURL_TEXT_NO_PROXY: name = CURLOPT_NOPROXY; break;
    default: return (int)CURLE_BAD_FUNCTION_ARGUMENT;
    }
    return (int)transfer->library->curl_easy_setopt(transfer->handle, name, text);
}

int dagrun_curl_transfer_set_number(dagrun_curl_transfer *transfer, dagrun_curl_number option, long number)
{
    CURL *handle = transfer->handle;
    __typeof__(transfer->library->curl_easy_setopt) set = transfer->library->curl_easy_setopt;
    switch (option) {
    case DAGRUN_CURL_NUMBER_TIMEOUT: return (int)set(handle, CURLOPT_TIMEOUT_MS, number);
    case DAGRUN_CURL_NUMBER_CONNECT_TIMEOUT: return (int)set(handle, CURLOPT_CONNECTTIMEOUT_MS, number);
    case DAGRUN_CURL_NUMBER_VERIFY: {
        CURLcode code = set(handle, CURLOPT_SSL_VERIFYPEER, number != 0 ? 1L : 0L);
        return (int)(code != CURLE_OK ? code : set(handle, CURLOPT_SSL_VERIFYHOST, number != 0 ? 2L : 0L));
    }
    case DAGRUN_CURL_NUMBER_IDLE_TIME: {
        // Before 7.65 the library has no such option: a connection is kept until its other end closes it.
        CURLcode code = set(handle, CURLOPT_MAXAGE_CONN, number);
        return (int)(code == CURLE_UNKNOWN_OPTION ? CURLE_OK : code);
    }
    case DAGRUN_CURL_NUMBER_NO_BODY: return (int)set(handle, CURLOPT_NOBODY, number);
    case DAGRUN_CURL_NUMBER_HTTP_VERSION: {
        long version = number == DAGRUN_CURL_HTTP_1_1 ? (long)CURL_HTTP_VERSION_1_1 : (long)CURL_HTTP_VERSION_2TLS;
        return (int)set(handle, CURLOPT_HTTP_VERSION, version);
    }
    default: return (int)CURLE_BAD_FUNCTION_ARGUMENT;
    }
}

int dagrun_curl_transfer_add_header(dagrun_curl_transfer *transfer, const char *line)
{
    struct curl_slist *list = transfer->library->curl_slist_append(transfer->headers, line);
    if (list == NULL) {
        return (int)CURLE_OUT_OF_MEMORY;
    }
    transfer->headers = list;
    return (int)transfer->library->curl_easy_setopt(transfer->handle, CURLOPT_HTTPHEADER, list);
}

int dagrun_curl_transfer_set_body(dagrun_curl_transfer *transfer, const uint8_t *bytes, size_t count)
{
    CURL *handle = transfer->handle;
    __typeof__(transfer->library->curl_easy_setopt) set = transfer->library->curl_easy_setopt;
    CURLcode code = set(handle, CURLOPT_POST, 1L);
    if (code == CURLE_OK) {
        code = set(handle, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
    }
    if (code == CURLE_OK) {
        // With a null pointer libcurl would ask a read callback for the body.
        code = count == 0 ? set(handle, CURLOPT_POSTFIELDS, "") : set(handle, CURLOPT_COPYPOSTFIELDS, bytes);
    }
    return (int)code;
}

static long info(dagrun_curl_transfer *transfer, CURLINFO name)
{
    long value = 0;
    transfer->library->curl_easy_getinfo(transfer->handle, name, &value);
    return value;
}

long dagrun_curl_transfer_status(dagrun_curl_transfer *transfer)
{
    return info(transfer, CURLINFO_RESPONSE_CODE);
}

long dagrun_curl_transfer_http_version(dagrun_curl_transfer *transfer)
{
    switch (info(transfer, CURLINFO_HTTP_VERSION)) {
    case CURL_HTTP_VERSION_1_0: return 10;
    case CURL_HTTP_VERSION_1_1: return 11;
    case CURL_HTTP_VERSION_2_0: return 20;
    case CURL_HTTP_VERSION_3: return 30;
    default: return 0;
    }
}

long dagrun_curl_transfer_connect_status(dagrun_curl_transfer *transfer)
{
    return info(transfer, CURLINFO_HTTP_CONNECTCODE);
}

int64_t dagrun_curl_transfer_elapsed(dagrun_curl_transfer *transfer)
{
    curl_off_t microseconds = 0;
    transfer->library->curl_easy_getinfo(transfer->handle, CURLINFO_TOTAL_TIME_T, &microseconds);
    return (int64_t)microseconds;
}

bool dagrun_curl_transfer_was_sent(dagrun_curl_transfer *transfer)
{
    curl_off_t microseconds = 0;
    transfer->library->curl_easy_getinfo(transfer->handle, CURLINFO_PRETRANSFER_TIME_T, &microseconds);
    return microseconds > 0;
}

dagrun_curl_refusal dagrun_curl_transfer_refusal(const dagrun_curl_transfer *transfer)
{
    return transfer->refusal;
}

bool dagrun_curl_transfer_has_all_headers(const dagrun_curl_transfer *transfer)
{
    return transfer->head_ended;
}

const uint8_t *dagrun_curl_transfer_headers(const dagrun_curl_transfer *transfer, size_t *count)
{
    *count = transfer->head.count;
    return transfer->head.bytes;
}

const uint8_t *dagrun_curl_transfer_body(const dagrun_curl_transfer *transfer, size_t *count)
{
    *count = transfer->body.count;
    return transfer->body.bytes;
}

const char *dagrun_curl_transfer_error_text(const dagrun_curl_transfer *transfer, int code)
{
    return transfer->error[0] != 0 ? transfer->error : dagrun_curl_code_text(transfer->library, code);
}
