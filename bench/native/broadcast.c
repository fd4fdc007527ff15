// broadcast: counts votes in memory and ten times a second sends the counts to everybody who has asked for events,
// with the bytes that Pollard sends. The limit of this machine: one thread, a plain send to each socket, nothing
// stored and nobody asked who they are. Prints where it listens.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { LARGEST_REQUEST = 4096, EVENTS = 512, MOST_VIEWERS = 65536, SENDS_AT_ONCE = 64, TICK_MILLIS = 100 };

static const char ANSWER[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 21\r\n\r\n{\"outcome\":\"counted\"}";
static const char HEAD[] =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

typedef struct {
  int fd, place, length;
  char *request;
} connection;

static connection *viewers[MOST_VIEWERS];
static int count, listener, poll_fd;
static long votes[4], version, sent;

static long millis(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int snapshot(char *chunk, int size) {
  char event[1024];
  int length = snprintf(event, sizeof event,
      "event: snapshot\nid: 1.%ld.2\ndata: {\"session\":1,\"version\":%ld,\"poll\":1,\"kind\":\"choices\","
      "\"question\":\"Which?\",\"settings\":{\"most\":1},\"state\":\"open\",\"open\":true,\"anonymous\":false,"
      "\"changeable\":false,\"voted\":false,\"results\":\"shown\",\"choices\":["
      "{\"id\":1,\"text\":\"Choice 0\",\"votes\":%ld},{\"id\":2,\"text\":\"Choice 1\",\"votes\":%ld},"
      "{\"id\":3,\"text\":\"Choice 2\",\"votes\":%ld},{\"id\":4,\"text\":\"Choice 3\",\"votes\":%ld}],"
      "\"people\":%ld,\"abstained\":0}\n\n",
      version + (1L << 32), version + (1L << 32), votes[0], votes[1], votes[2], votes[3], version);
  return snprintf(chunk, size, "%x\r\n%s\r\n", length, event);
}

static void ends(connection *c) {
  close(c->fd);
  if (c->place >= 0) {
    viewers[c->place] = viewers[--count];
    viewers[c->place]->place = c->place;
  }
  free(c->request);
  free(c);
}

static void arrives(void) {
  int one = 1, fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
  if (fd < 0) return;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  connection *c = calloc(1, sizeof *c);
  c->fd = fd;
  c->place = -1;
  c->request = malloc(LARGEST_REQUEST + 1);
  struct epoll_event readable = {.events = EPOLLIN, .data.ptr = c};
  epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &readable);
}

static void asked(connection *c) {
  char nothing[64];
  ssize_t got = c->request ? read(c->fd, c->request + c->length, LARGEST_REQUEST - c->length)
                           : read(c->fd, nothing, sizeof nothing);
  if (got <= 0) return ends(c);
  if (!c->request) return;
  c->length += got;
  c->request[c->length] = 0;
  char *head = strstr(c->request, "\r\n\r\n");
  if (!head) return;
  if (!strncmp(c->request, "GET", 3)) {
    if (count == MOST_VIEWERS) return ends(c);
    char first[2048];
    int length = sprintf(first, "%s", HEAD);
    length += snapshot(first + length, sizeof first - length);
    c->place = count;
    viewers[count++] = c;
    free(c->request);
    c->request = NULL;
    if (write(c->fd, first, length) < 0) ends(c);
    return;
  }
  char *length = strcasestr(c->request, "\r\ncontent-length:");
  if (c->length < head + 4 - c->request + (length ? atoi(length + strlen("\r\ncontent-length:")) : 0)) return;
  votes[version++ % 4]++;
  c->length = 0;
  if (write(c->fd, ANSWER, sizeof ANSWER - 1) < 0) ends(c);
}

static void take(int wait) {
  struct epoll_event events[EVENTS];
  int ready = epoll_wait(poll_fd, events, EVENTS, wait);
  for (int i = 0; i < ready; i++) {
    if (events[i].data.ptr) asked(events[i].data.ptr);
    else arrives();
  }
}

// Votes come in between.
static void tell(void) {
  char chunk[2048];
  int length = snapshot(chunk, sizeof chunk);
  sent = version;
  for (int i = 0; i < count; i++) {
    // What does not fit is left out.
    (void)!send(viewers[i]->fd, chunk, length, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (i % SENDS_AT_ONCE == SENDS_AT_ONCE - 1) take(0);
  }
}

int main(void) {
  struct rlimit descriptors;
  getrlimit(RLIMIT_NOFILE, &descriptors);
  descriptors.rlim_cur = descriptors.rlim_max;
  setrlimit(RLIMIT_NOFILE, &descriptors);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof at;
  listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  poll_fd = epoll_create1(0);
  struct epoll_event arriving = {.events = EPOLLIN, .data.ptr = NULL};
  if (bind(listener, (struct sockaddr *)&at, sizeof at) || listen(listener, 4096) ||
      getsockname(listener, (struct sockaddr *)&at, &size) ||
      epoll_ctl(poll_fd, EPOLL_CTL_ADD, listener, &arriving)) {
    perror("broadcast");
    return 1;
  }
  printf("ready at http://127.0.0.1:%d\n", ntohs(at.sin_port));
  fflush(stdout);
  for (long next = millis() + TICK_MILLIS;;) {
    long left = next - millis();
    if (left > 0) {
      take(left);
    } else {
      next += TICK_MILLIS;
      if (version != sent) tell();
    }
  }
}
