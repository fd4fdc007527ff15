// viewers PORT STREAMS SUM WARM MILLIS VOTE_CONNECTIONS VOTES_A_SECOND OPENINGS VOTES
//
// Opens streams of snapshots, as events over HTTP/1.1 or as frames of a web socket, and votes meanwhile at a steady
// pace, all on one thread: viewers and voters take as little of the processors as they can. Of a snapshot the number
// of votes in it is looked at, and one of the votes that it brought: how long ago that one was acknowledged.
//
//   SUM       what stands before the number of votes in a snapshot
//   WARM      milliseconds of voting before the measurement, which then takes MILLIS
//   OPENINGS  file of requests, one for each stream: length (32 bits, little endian), bytes
//   VOTES     the same of votes, which are taken in turn
//
// Prints "measuring" when the measurement begins, and at its end one line: nanoseconds, events, bytes, votes; p50 and
// p99 in microseconds from acknowledgement to viewer; p99 of a vote from the moment it was due. Keeps the streams open
// until its input ends. Anything unexpected ends it with a word and status 1.
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

enum {
  EVENTS = 512, LARGEST_ANSWER = 16384, MOST_VOTES = 4000000, MOST_SAMPLES = 8000000,
  OPEN_AT_ONCE = 200, OF_AN_ADDRESS = 2000
};

typedef struct {
  int fd;
  int votes;    // whether it is a voter's
  int matched;  // of a viewer: bytes of SUM that came last
  int in_sum;
  int64_t sum, seen;
  int length;   // of a voter: bytes of the answer that came
  int64_t due;
  char *answer;
} connection;

typedef struct {
  const uint8_t *next, *end;
} requests;

static const char *before_sum;
static int64_t acknowledged[MOST_VOTES];
static int64_t base, votes_answered, votes_sent;
static uint32_t *delays, *vote_times;
static int64_t delay_count, vote_count, events_came, bytes_came;
static int measuring, poll_fd;
// In turn, since a server hangs up whom it hears nothing of.
static connection **idle;
static int idle_first, idle_count, idle_room;
static uint8_t input[1 << 16];

static void fail(const char *what) {
  fprintf(stderr, "viewers: %s: %s\n", what, errno ? strerror(errno) : "unexpected");
  exit(1);
}

static int64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static requests map(const char *name) {
  struct stat about;
  int file = open(name, O_RDONLY);
  if (file < 0 || fstat(file, &about) || about.st_size < 5) fail(name);
  requests all = {.next = mmap(NULL, about.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0)};
  if (all.next == MAP_FAILED) fail(name);
  all.end = all.next + about.st_size;
  return all;
}

static void write_next(int fd, requests *all) {
  uint32_t length;
  errno = 0;
  if (all->next >= all->end) fail("too few requests");
  memcpy(&length, all->next, sizeof length);
  if (write(fd, all->next + sizeof length, length) != (ssize_t)length) fail("write");
  all->next += sizeof length + length;
}

// From an address for each few thousand, as a server may give one address a share of its places only.
static void connect_to(connection *c, int port, int number) {
  struct sockaddr_in from = {
      .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + number / OF_AN_ADDRESS)};
  struct sockaddr_in to = {
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int one = 1;
  c->fd = socket(AF_INET, SOCK_STREAM, 0);
  c->seen = -1;
  if (c->fd < 0 || bind(c->fd, (struct sockaddr *)&from, sizeof from)) fail("bind");
  if (connect(c->fd, (struct sockaddr *)&to, sizeof to)) fail("connect");
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  fcntl(c->fd, F_SETFL, O_NONBLOCK);
  struct epoll_event readable = {.events = EPOLLIN, .data.ptr = c};
  if (epoll_ctl(poll_fd, EPOLL_CTL_ADD, c->fd, &readable)) fail("epoll");
}

static uint64_t next_random(void) {
  static uint64_t x = 88172645463325252u;
  x ^= x << 13, x ^= x >> 7, x ^= x << 17;
  return x;
}

// Another snapshot is complete as far as it matters.
static void snapshot(connection *c, int64_t at) {
  if (votes_sent == 0 && c->sum > base) base = c->sum;
  if (c->seen >= 0 && c->sum > c->seen) {
    events_came++;
    if (measuring && delay_count < MOST_SAMPLES) {
      int64_t one = c->seen + 1 + next_random() % (c->sum - c->seen) - base;
      // Where it is not acknowledged yet the viewer was faster.
      int64_t since = one > 0 && one <= votes_answered ? acknowledged[one] : at;
      delays[delay_count++] = (at - since) / 1000;
    }
  }
  if (c->sum > c->seen) c->seen = c->sum;
}

static void read_events(connection *c) {
  errno = 0;
  ssize_t got = read(c->fd, input, sizeof input);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) fail("the server ended a stream");
  int64_t at = now();
  bytes_came += got;
  size_t whole = strlen(before_sum);
  for (const uint8_t *p = input, *end = input + got; p < end;) {
    if (c->in_sum) {
      while (p < end && *p >= '0' && *p <= '9') c->sum = c->sum * 10 + *p++ - '0';
      if (p == end) return;
      c->in_sum = 0;
      snapshot(c, at);
    } else if (c->matched == 0) {
      p = memmem(p, end - p, before_sum, whole);
      if (p) {
        p += whole;
        c->in_sum = 1;
        c->sum = 0;
      } else {
        // Its beginning may be the end of what came.
        for (size_t n = whole - 1 < (size_t)got ? whole - 1 : (size_t)got; n > 0; n--) {
          if (memcmp(end - n, before_sum, n) == 0) {
            c->matched = n;
            break;
          }
        }
        return;
      }
    } else if (*p == before_sum[c->matched]) {
      p++;
      if (++c->matched == (int)whole) {
        c->matched = 0;
        c->in_sum = 1;
        c->sum = 0;
      }
    } else {
      c->matched = 0;
    }
  }
}

static void rest(connection *c) { idle[(idle_first + idle_count++) % idle_room] = c; }

static void read_answer(connection *c) {
  errno = 0;
  ssize_t got = read(c->fd, c->answer + c->length, LARGEST_ANSWER - c->length);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) fail("the server closed a voter's connection");
  c->length += got;
  c->answer[c->length] = 0;
  char *head = strstr(c->answer, "\r\n\r\n");
  if (!head) return;
  char *length = strcasestr(c->answer, "\r\ncontent-length:");
  if (!length || length > head) fail("an answer without a length");
  if (c->length < head + 4 - c->answer + atoi(length + strlen("\r\ncontent-length:"))) return;
  if (strncmp(c->answer, "HTTP/1.1 200", 12)) fail(c->answer);
  int64_t at = now();
  if (++votes_answered >= MOST_VOTES) fail("too many votes");
  acknowledged[votes_answered] = at;
  if (measuring && vote_count < MOST_VOTES) vote_times[vote_count++] = (at - c->due) / 1000;
  c->length = 0;
  rest(c);
}

static void turn(int millis) {
  struct epoll_event events[EVENTS];
  int ready = epoll_wait(poll_fd, events, EVENTS, millis);
  for (int i = 0; i < ready; i++) {
    connection *c = events[i].data.ptr;
    if (c->votes) read_answer(c);
    else read_events(c);
  }
}

static void vote(requests *votes, int64_t start, int64_t sent_before, double a_second, int64_t until) {
  for (;;) {
    int64_t at = now();
    if (at >= until) return;
    while (idle_count > 0) {
      int64_t due = start + (int64_t)((votes_sent - sent_before) / a_second * 1e9);
      if (due > at) break;
      connection *c = idle[idle_first];
      idle_first = (idle_first + 1) % idle_room;
      idle_count--;
      c->due = due;
      write_next(c->fd, votes);
      votes_sent++;
    }
    turn(1);
  }
}

static int smaller(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static long part(uint32_t *all, int64_t count, double of) {
  qsort(all, count, sizeof *all, smaller);
  return count ? (long)all[(int64_t)(of * (count - 1))] : -1;
}

int main(int count, char **arguments) {
  if (count != 10) {
    fprintf(stderr, "viewers PORT STREAMS SUM WARM MILLIS VOTE_CONNECTIONS VOTES_A_SECOND OPENINGS VOTES\n");
    return 2;
  }
  int port = atoi(arguments[1]), streams = atoi(arguments[2]), voters = atoi(arguments[6]);
  before_sum = arguments[3];
  double a_second = atof(arguments[7]);
  struct rlimit descriptors;
  getrlimit(RLIMIT_NOFILE, &descriptors);
  descriptors.rlim_cur = descriptors.rlim_max;
  setrlimit(RLIMIT_NOFILE, &descriptors);
  requests openings = map(arguments[8]), votes = map(arguments[9]);
  connection *all = calloc(streams + voters, sizeof *all);
  idle_room = voters;
  idle = calloc(voters, sizeof *idle);
  delays = malloc(MOST_SAMPLES * sizeof *delays);
  vote_times = malloc(MOST_VOTES * sizeof *vote_times);
  poll_fd = epoll_create1(0);
  if (!all || !idle || !delays || !vote_times || poll_fd < 0) fail("start");
  for (int i = 0; i < streams; i++) {
    connect_to(&all[i], port, i);
    write_next(all[i].fd, &openings);
    // A few at a time, since whoever listens has a line of that length only.
    if (i % OPEN_AT_ONCE == OPEN_AT_ONCE - 1 || i == streams - 1) {
      for (int64_t until = now() + INT64_C(10000000000); i >= 0;) {
        int opened = 0;
        for (int j = i - i % OPEN_AT_ONCE; j <= i; j++) opened += all[j].seen >= 0;
        if (opened == i % OPEN_AT_ONCE + 1) break;
        if (now() > until) fail("a stream brought no snapshot");
        turn(10);
      }
    }
  }
  for (int i = streams; i < streams + voters; i++) {
    all[i].votes = 1;
    all[i].answer = malloc(LARGEST_ANSWER + 1);
    connect_to(&all[i], port, i);
    rest(&all[i]);
  }
  int64_t start = now();
  vote(&votes, start, 0, a_second, start + atoll(arguments[4]) * 1000000);
  printf("measuring\n");
  fflush(stdout);
  int64_t events_before = events_came, bytes_before = bytes_came, answered_before = votes_answered;
  measuring = 1;
  start = now();
  // What is late by now is not caught up with: it belongs to the time before.
  vote(&votes, start, votes_sent, a_second, start + atoll(arguments[5]) * 1000000);
  measuring = 0;
  int64_t took = now() - start;
  long p50 = part(delays, delay_count, 0.5), p99 = part(delays, delay_count, 0.99);
  printf("%lld %lld %lld %lld %ld %ld %ld\n", (long long)took, (long long)(events_came - events_before),
      (long long)(bytes_came - bytes_before), (long long)(votes_answered - answered_before), p50, p99,
      part(vote_times, vote_count, 0.99));
  fflush(stdout);
  while (fcntl(0, F_SETFL, O_NONBLOCK), 1) {
    char byte;
    ssize_t got = read(0, &byte, 1);
    if (got == 0) return 0;
    turn(10);
  }
}
