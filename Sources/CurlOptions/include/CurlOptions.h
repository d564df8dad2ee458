#pragma once
#include <curl/curl.h>

// curl_easy_setopt takes variadic arguments, which Swift cannot call: one typed function for each kind of value.
CURLcode curl_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode curl_set_long(CURL *handle, CURLoption option, long value);
CURLcode curl_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);
CURLcode curl_set_data_callback(CURL *handle, CURLoption option,
                                size_t (*callback)(char *, size_t, size_t, void *));
CURLcode curl_set_progress_callback(CURL *handle,
                                    int (*callback)(void *, curl_off_t, curl_off_t, curl_off_t, curl_off_t));
long curl_response_code(CURL *handle);
