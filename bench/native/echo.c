// echo: answers every request with a small JSON text and reads no more of it than where it ends. The limit of this
// machine for one request in flight on each connection, one thread a processor. Prints where it listens.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LARGEST_REQUEST = 8192, EVENTS = 512 };

static const char ANSWER[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 21\r\n\r\n{\"outcome\":\"counted\"}";

typedef struct {
  int fd;
  int length;
  char request[LARGEST_REQUEST + 1];
} connection;

static int listener;

// A request is complete with its body; one is on its way at a time.
static int complete(const connection *c) {
  char *head = strstr(c->request, "\r\n\r\n");
  if (!head) return 0;
  char *length = strcasestr(c->request, "\r\ncontent-length:");
  int body = length && length < head ? atoi(length + strlen("\r\ncontent-length:")) : 0;
  return c->length >= head + 4 - c->request + body;
}

static void *serve(void *unused) {
  int poll = epoll_create1(0);
  struct epoll_event arriving = {.events = EPOLLIN | EPOLLEXCLUSIVE, .data.ptr = NULL};
  epoll_ctl(poll, EPOLL_CTL_ADD, listener, &arriving);
  for (;;) {
    struct epoll_event events[EVENTS];
    int ready = epoll_wait(poll, events, EVENTS, -1);
    for (int i = 0; i < ready; i++) {
      connection *c = events[i].data.ptr;
      if (!c) {
        int one = 1, fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
        if (fd < 0) continue;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        c = calloc(1, sizeof *c);
        c->fd = fd;
        struct epoll_event readable = {.events = EPOLLIN, .data.ptr = c};
        epoll_ctl(poll, EPOLL_CTL_ADD, fd, &readable);
        continue;
      }
      ssize_t got = read(c->fd, c->request + c->length, LARGEST_REQUEST - c->length);
      if (got <= 0) {
        close(c->fd);
        free(c);
        continue;
      }
      c->length += got;
      c->request[c->length] = 0;
      if (!complete(c)) continue;
      c->length = 0;
      if (write(c->fd, ANSWER, sizeof ANSWER - 1) < 0) {
        close(c->fd);
        free(c);
      }
    }
  }
  return unused;
}

int main(void) {
  struct rlimit descriptors;
  getrlimit(RLIMIT_NOFILE, &descriptors);
  descriptors.rlim_cur = descriptors.rlim_max;
  setrlimit(RLIMIT_NOFILE, &descriptors);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof at;
  listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (bind(listener, (struct sockaddr *)&at, sizeof at) || listen(listener, 4096) ||
      getsockname(listener, (struct sockaddr *)&at, &size)) {
    perror("echo");
    return 1;
  }
  printf("ready at http://127.0.0.1:%d\n", ntohs(at.sin_port));
  fflush(stdout);
  long processors = sysconf(_SC_NPROCESSORS_ONLN);
  pthread_t thread;
  for (long i = 1; i < processors; i++) pthread_create(&thread, NULL, serve, NULL);
  serve(NULL);
  return 0;
}
