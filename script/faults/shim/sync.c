// Preloaded into kofu: syncs that take longer, or one that fails.
//
//   FAULT_SYNC_UNDER  only syncs of paths that begin so
//   FAULT_SYNC_OF     only syncs of this very path
//   FAULT_SYNC_DELAY  microseconds that each takes longer
//   FAULT_SYNC_FAIL   the number of the one that fails with EIO; it is not carried out
//   FAULT_SYNC_LOG    a file that gets a line for the failed sync and for each after it: monotonic nanoseconds, path
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static atomic_long count;

static void note(const char *path) {
    const char *log = getenv("FAULT_SYNC_LOG");
    int out = log ? open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    if (out < 0) return;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    dprintf(out, "%lld %s\n", now.tv_sec * 1000000000ll + now.tv_nsec, path);
    close(out);
}

static int synced(int descriptor, int (*real)(int)) {
    const char *under = getenv("FAULT_SYNC_UNDER"), *of = getenv("FAULT_SYNC_OF");
    const char *delay = getenv("FAULT_SYNC_DELAY"), *fail = getenv("FAULT_SYNC_FAIL");
    char name[64], path[PATH_MAX];
    snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(name, path, sizeof path - 1);
    path[length < 0 ? 0 : length] = 0;
    if (under && strncmp(path, under, strlen(under)) != 0) return real(descriptor);
    if (of && strcmp(path, of) != 0) return real(descriptor);
    if (delay) usleep(atoi(delay));
    if (fail) {
        long number = ++count;
        if (number >= atol(fail)) note(path);
        if (number == atol(fail)) {
            errno = EIO;
            return -1;
        }
    }
    return real(descriptor);
}

int fsync(int descriptor) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    return synced(descriptor, real);
}

int fdatasync(int descriptor) {
    static int (*real)(int);
    if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    return synced(descriptor, real);
}
