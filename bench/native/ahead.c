// ahead PORT CONNECTIONS AHEAD MILLIS STATUS REQUEST
//
// HTTP/1.1 clients on one thread that ask for the same again and again, so many requests at once on each connection, so
// that they take as little of the processors as clients can. REQUEST is a file with the whole request.
//
// Prints how many answers came in how many nanoseconds, and how many nanoseconds of the processor that took here. An answer
// with another status than STATUS, or anything else unexpected, ends it with a word and status 1.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 64, BUFFER = 1 << 18, LARGEST_REQUEST = 4096, LONGEST_WAIT_MILLIS = 10000 };

typedef struct {
  int fd;
  int waiting;  // answers that have not come yet
  int kept;     // bytes of the buffer that are taken
  int64_t skip; // bytes of a body that have not come yet
  char buffer[BUFFER];
} connection;

static char *requests;
static size_t length;
static int ahead;
static char good[16];

static void fail(const char *what) {
  fprintf(stderr, "ahead: %s: %s\n", what, errno ? strerror(errno) : "unexpected");
  exit(1);
}

static int64_t clock_of(clockid_t which) {
  struct timespec t;
  clock_gettime(which, &t);
  return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static void read_request(const char *name) {
  char one[LARGEST_REQUEST];
  int file = open(name, O_RDONLY);
  ssize_t size = file < 0 ? -1 : read(file, one, sizeof one);
  if (size <= 0 || size == sizeof one) fail(name);
  length = size * ahead;
  requests = malloc(length);
  if (!requests) fail("memory");
  for (int i = 0; i < ahead; i++) memcpy(requests + i * size, one, size);
}

static int connect_to(int port) {
  struct sockaddr_in to = {
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0) fail("socket");
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (connect(fd, (struct sockaddr *)&to, sizeof to)) fail("connect");
  return fd;
}

static void ask(connection *c) {
  errno = 0;
  if (write(c->fd, requests, length) != (ssize_t)length) fail("write");
  c->waiting = ahead;
}

// How many answers are complete by what came now.
static int hear(connection *c) {
  errno = 0;
  ssize_t got = recv(c->fd, c->buffer + c->kept, BUFFER - c->kept, MSG_DONTWAIT);
  if (got < 0 && errno == EAGAIN) return 0;
  if (got <= 0) fail("hung up");
  int answers = 0, have = c->kept + got, at = 0;
  while (at < have) {
    if (c->skip) {
      int64_t part = c->skip < have - at ? c->skip : have - at;
      c->skip -= part;
      at += part;
      if (c->skip) break;
      answers++;
      continue;
    }
    char *head = c->buffer + at;
    char *end = memmem(head, have - at, "\r\n\r\n", 4);
    if (!end) break;
    if (strncmp(head, good, strlen(good))) fail("another status");
    *end = 0;
    char *size = strcasestr(head, "\r\ncontent-length:");
    int body = size ? atoi(size + strlen("\r\ncontent-length:")) : 0;
    at = end + 4 - c->buffer;
    // One that says that nothing has changed has no body.
    if (body && strcmp(good, "HTTP/1.1 304 "))
      c->skip = body;
    else
      answers++;
  }
  memmove(c->buffer, c->buffer + at, have - at);
  c->kept = have - at;
  if (c->kept == BUFFER) fail("a head is too large");
  return answers;
}

int main(int count, char **arguments) {
  if (count != 7) {
    fprintf(stderr, "ahead PORT CONNECTIONS AHEAD MILLIS STATUS REQUEST\n");
    return 2;
  }
  int port = atoi(arguments[1]), connections = atoi(arguments[2]);
  ahead = atoi(arguments[3]);
  int64_t time = atoll(arguments[4]) * 1000000;
  snprintf(good, sizeof good, "HTTP/1.1 %.3s ", arguments[5]);
  read_request(arguments[6]);
  int poll = epoll_create1(0);
  connection *all = calloc(connections, sizeof *all);
  if (poll < 0 || !all) fail("start");
  for (int i = 0; i < connections; i++) {
    all[i].fd = connect_to(port);
    struct epoll_event readable = {.events = EPOLLIN, .data.ptr = &all[i]};
    if (epoll_ctl(poll, EPOLL_CTL_ADD, all[i].fd, &readable)) fail("epoll");
  }
  int64_t start = clock_of(CLOCK_MONOTONIC), used = clock_of(CLOCK_PROCESS_CPUTIME_ID), answers = 0;
  int asking = connections;
  for (int i = 0; i < connections; i++) ask(&all[i]);
  while (asking > 0) {
    struct epoll_event events[EVENTS];
    int ready = epoll_wait(poll, events, EVENTS, LONGEST_WAIT_MILLIS);
    if (ready <= 0) fail("no answer for ten seconds");
    for (int i = 0; i < ready; i++) {
      connection *c = events[i].data.ptr;
      int came = hear(c);
      answers += came;
      c->waiting -= came;
      if (c->waiting > 0 || !came) continue;
      if (clock_of(CLOCK_MONOTONIC) - start < time)
        ask(c);
      else
        asking--;
    }
  }
  printf("%lld %lld %lld\n", (long long)answers, (long long)(clock_of(CLOCK_MONOTONIC) - start),
         (long long)(clock_of(CLOCK_PROCESS_CPUTIME_ID) - used));
  return 0;
}
