// load PORT CONNECTIONS MILLIS REQUESTS ANSWERS [A_SECOND]
//
// HTTP/1.1 clients on one thread, for measuring a server on the same machine: they take as little of the processors
// as clients can. Each connection sends a request, waits for its answer, and sends the next, until the time is over;
// what is on its way then is waited for. It is over early when all requests were sent.
//
//   REQUESTS  file of requests, whole and ready to be sent: length (32 bits, little endian), bytes. They are taken in
//             turn by whichever connection is free.
//   ANSWERS   file that is written: for each answer its microseconds and its status, 32 bits each.
//
//   A_SECOND  so many requests are sent in a second, each as soon as it is due by whichever connection has waited
//             longest; their microseconds count from when they were due. Without it, as fast as answers come.
//
// Prints how many nanoseconds it took. Anything unexpected ends it with a word and status 1.
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
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LARGEST_ANSWER = 16384, EVENTS = 512, LONGEST_WAIT_MILLIS = 60000 };

typedef struct {
  int fd;
  int length;   // of what came of the answer
  int expected; // of the whole answer; 0 while its head is not complete
  int64_t since;
  char answer[LARGEST_ANSWER + 1];
} connection;

static const uint8_t *next, *end;
static FILE *answers;

// Of a pace: those that wait for nothing, in the order in which they came to.
static connection **idle;
static int64_t idled, taken;

static void fail(const char *what) {
  fprintf(stderr, "load: %s: %s\n", what, errno ? strerror(errno) : "unexpected");
  exit(1);
}

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static void map(const char *name) {
  struct stat about;
  int file = open(name, O_RDONLY);
  if (file < 0 || fstat(file, &about) || about.st_size < 5) fail(name);
  next = mmap(NULL, about.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  if (next == MAP_FAILED) fail(name);
  end = next + about.st_size;
}

// From an address for each 3,000 connections: more of one that have shown nothing yet may be hung up for others.
static int connect_to(int port, int number) {
  struct sockaddr_in from = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + number / 3000)};
  struct sockaddr_in to = {
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0) fail("socket");
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (bind(fd, (struct sockaddr *)&from, sizeof from)) fail("bind");
  if (connect(fd, (struct sockaddr *)&to, sizeof to)) fail("connect");
  fcntl(fd, F_SETFL, O_NONBLOCK);
  return fd;
}

// Whether there was another one.
static int send_next(connection *c, int64_t since) {
  uint32_t length;
  if (next == end) return 0;
  memcpy(&length, next, sizeof length);
  c->length = c->expected = 0;
  c->since = since;
  errno = 0;
  if (write(c->fd, next + sizeof length, length) != (ssize_t)length) fail("write");
  next += sizeof length + length;
  return 1;
}

// Whether the answer is complete.
static int read_answer(connection *c) {
  errno = 0;
  ssize_t got = read(c->fd, c->answer + c->length, LARGEST_ANSWER - c->length);
  if (got < 0 && errno == EAGAIN) return 0;
  if (got <= 0) fail("the server closed a connection");
  c->length += got;
  c->answer[c->length] = 0;
  if (!c->expected) {
    char *head = strstr(c->answer, "\r\n\r\n");
    if (!head) return 0;
    char *length = strcasestr(c->answer, "\r\ncontent-length:");
    if (!length || length > head) fail("an answer without a length");
    c->expected = head + 4 - c->answer + atoi(length + strlen("\r\ncontent-length:"));
    if (c->expected > LARGEST_ANSWER) fail("an answer is too large");
  }
  return c->length >= c->expected;
}

static void note(const connection *c) {
  uint32_t seen[2] = {(now() - c->since) / 1000, atoi(c->answer + strlen("HTTP/1.1 "))};
  if (fwrite(seen, sizeof seen, 1, answers) != 1) fail("writing answers");
}

// Sends what is due and can be sent; gives how many milliseconds it is to the next, or a negative number when nothing
// is left that will be due in time.
static int send_due(int64_t start, double pause, int64_t time, int connections, int *waiting) {
  while (next != end && taken * pause < time) {
    int64_t due = start + (int64_t)(taken * pause), left = due - now();
    if (left > 0) return left / 1000000 + 1;
    if (taken == idled) return LONGEST_WAIT_MILLIS;
    *waiting += send_next(idle[taken++ % connections], due);
  }
  return -1;
}

int main(int count, char **arguments) {
  if (count != 6 && count != 7) {
    fprintf(stderr, "load PORT CONNECTIONS MILLIS REQUESTS ANSWERS [A_SECOND]\n");
    return 2;
  }
  int port = atoi(arguments[1]), connections = atoi(arguments[2]);
  int64_t time = atoll(arguments[3]) * 1000000;
  double pause = count == 7 ? 1e9 / atof(arguments[6]) : 0;
  struct rlimit descriptors;
  getrlimit(RLIMIT_NOFILE, &descriptors);
  descriptors.rlim_cur = descriptors.rlim_max;
  setrlimit(RLIMIT_NOFILE, &descriptors);
  map(arguments[4]);
  answers = fopen(arguments[5], "wb");
  int poll = epoll_create1(0);
  connection *all = calloc(connections, sizeof *all);
  idle = calloc(connections, sizeof *idle);
  if (!answers || poll < 0 || !all || !idle) fail("start");
  for (int i = 0; i < connections; i++) {
    all[i].fd = connect_to(port, i);
    struct epoll_event readable = {.events = EPOLLIN, .data.ptr = &all[i]};
    if (epoll_ctl(poll, EPOLL_CTL_ADD, all[i].fd, &readable)) fail("epoll");
  }
  int64_t start = now();
  int waiting = 0;
  for (int i = 0; i < connections; i++) {
    if (pause > 0) idle[idled++] = &all[i];
    else waiting += send_next(&all[i], now());
  }
  for (;;) {
    int until_due = pause > 0 ? send_due(start, pause, time, connections, &waiting) : -1;
    if (waiting == 0 && until_due < 0) break;
    struct epoll_event events[EVENTS];
    int ready = epoll_wait(poll, events, EVENTS, until_due < 0 ? LONGEST_WAIT_MILLIS : until_due);
    if (ready < 0 || (ready == 0 && (until_due < 0 || until_due == LONGEST_WAIT_MILLIS))) fail("no answer for a minute");
    for (int i = 0; i < ready; i++) {
      connection *c = events[i].data.ptr;
      if (!read_answer(c)) continue;
      note(c);
      if (pause > 0) {
        idle[idled++ % connections] = c;
        waiting--;
      } else if (now() - start >= time || !send_next(c, now())) {
        waiting--;
      }
    }
  }
  printf("%lld\n", (long long)(now() - start));
  return fclose(answers) ? 1 : 0;
}
