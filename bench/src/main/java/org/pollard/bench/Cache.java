package org.pollard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What a room shows to everybody, asked of nginx with the file of `deploy` as fast as this machine
/// goes while votes come, and how much of that the server sees by its own count: with one worker,
/// which has a core at most, and with one for each core. Needs nginx.
final class Cache {

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/nginx"), Path.of("/usr/bin/nginx"));
  private static final double VOTES_A_SECOND = 50;
  private static final int VOTERS = 3_000;
  private static final Duration WARMED_UP = Duration.ofSeconds(5);
  private static final Duration MEASURED = Duration.ofSeconds(15);
  private static final String COUNTED = "http_server_requests_seconds_count";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ServerProcess server;
  private final Stock stock;
  private final Load.Requests votes;
  private final HttpClient http = HttpClient.newHttpClient();

  private Cache(ServerProcess server, Stock stock) {
    this.server = server;
    this.stock = stock;
    this.votes = new Voters(stock).live();
  }

  static void run(Path folder, Report report) throws Exception {
    if (PLACES.stream().noneMatch(Files::isExecutable)) {
      System.err.println("There is no nginx here, so nothing is measured of its cache.");
      return;
    }
    try (Storage.Opened database = Storage.SQLITE.open(folder)) {
      Stock stock = Stock.fill(database.url(), VOTERS, 1);
      try (ServerProcess server = database.serve()) {
        new Cache(server, stock).measure(folder, report);
      }
    }
  }

  private void measure(Path folder, Report report) throws Exception {
    String path = "/live/public/" + shown();
    int cores = Runtime.getRuntime().availableProcessors();
    measure(folder.resolve("one"), 1, path, "", "one worker of nginx", report);
    measure(
        folder.resolve("unchanged"),
        1,
        path,
        tag(path),
        "one worker, who asks has the answer",
        report);
    measure(folder.resolve("all"), cores, path, "", cores + " workers", report);
  }

  /// @param tag of the answer that who asks has; empty when they have none
  private void measure(
      Path folder, int workers, String path, String tag, String what, Report report)
      throws Exception {
    int port = freePort();
    Process nginx = nginx(folder, port, workers);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      URI proxy = URI.create("http://127.0.0.1:" + port);
      await(port);
      Asking asking = new Asking(proxy, path, tag);
      ask(threads, asking, WARMED_UP);
      long before = seen();
      Duration cpu = server.cpu();
      Duration ofNginx = cpu(nginx);
      long begun = System.nanoTime();
      long answers = ask(threads, asking, MEASURED);
      double seconds = (System.nanoTime() - begun) / 1e9;
      long seen = seen() - before;
      double cores = cpu(nginx).minus(ofNginx).toNanos() / 1e9 / seconds;
      SequencedMap<String, Double> numbers = new LinkedHashMap<>();
      numbers.put("answersPerSecond", answers / seconds);
      numbers.put("nginxCores", cores);
      numbers.put("answersPerSecondOfNginxCore", answers / seconds / cores);
      numbers.put("requestsToServerPerSecond", seen / seconds);
      numbers.put("answersPerRequestToServer", answers / (double) Math.max(1, seen));
      numbers.put("serverCores", server.cpu().minus(cpu).toNanos() / 1e9 / seconds);
      report.add(what, numbers);
    } finally {
      nginx.destroy();
      nginx.waitFor();
    }
  }

  private static Duration cpu(Process nginx) {
    return Stream.concat(Stream.of(nginx.toHandle()), nginx.descendants())
        .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /// What is asked of the proxy again and again.
  private record Asking(URI proxy, String path, String tag) {

    /// How many were answered in that time.
    long during(Duration time) throws IOException {
      String had = tag.isEmpty() ? "" : "If-None-Match: " + tag + "\r\n";
      byte[] request =
          "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
              .formatted(path, proxy.getAuthority(), had)
              .getBytes(StandardCharsets.US_ASCII);
      return new Pipelined(proxy, request, tag.isEmpty() ? 200 : 304).ask(time);
    }
  }

  private long ask(ExecutorService threads, Asking asking, Duration time) throws Exception {
    if (!asking.tag.isEmpty()) {
      // It would not be that of the answer after a vote.
      return asking.during(time);
    }
    Future<?> voting =
        threads.submit(
            () -> new Load(server.base(), 4).paced(votes, time, VOTES_A_SECOND, (_, _) -> {}));
    long answers = asking.during(time);
    voting.get();
    return answers;
  }

  private String tag(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(server.base().resolve(path)).build(), BodyHandlers.discarding())
        .headers()
        .firstValue("ETag")
        .orElseThrow();
  }

  /// Has the room show its poll to everybody; gives its code.
  private String shown() throws IOException, InterruptedException {
    long session = stock.sessions().getFirst();
    long course = call("GET", stock.sessionPath(0), "").at("/poll_sessions/0/course_id").asLong();
    String room = "/web/rooms/" + course;
    String code = call("PATCH", room, "{\"guests\":true}").get("code").asText();
    call("PATCH", room, "{\"seen_by_all\":true}");
    call("PATCH", "/live/sessions/" + session, "{\"on_show\":true,\"results\":\"public\"}");
    return code;
  }

  private JsonNode call(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(server.base().resolve(path))
            .header("Authorization", "Bearer " + stock.teacher())
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + " answers " + answer.statusCode() + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /// How often the server was asked for it so far, as it counts itself.
  private long seen() throws IOException, InterruptedException {
    URI metrics = server.base().resolve("/q/metrics");
    String all = http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
    return all.lines()
        .filter(each -> each.startsWith(COUNTED) && each.contains("/live/public/"))
        .mapToLong(each -> (long) Double.parseDouble(each.substring(each.lastIndexOf(' ') + 1)))
        .sum();
  }

  private Process nginx(Path folder, int port, int workers) throws IOException {
    Path own = Files.createDirectories(folder);
    String deployed =
        Files.readString(Path.of("deploy", "nginx.conf"))
            .replace("/var/cache/nginx/pollard", own.resolve("cache").toString())
            .replace("127.0.0.1:8080", server.base().getAuthority())
            .replace("listen 443 ssl http2;", "listen 127.0.0.1:" + port + ";")
            .replaceAll("(?m)^ *ssl_.*\n", "");
    Path file = own.resolve("nginx.conf");
    Files.writeString(
        file,
        """
        daemon off;
        user root;
        worker_processes %d;
        pid nginx.pid;
        error_log nginx.log;
        events {}
        http {
          access_log off;
          keepalive_requests 1000000000;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
        %s
        }
        """
            .formatted(workers, deployed));
    Path program = PLACES.stream().filter(Files::isExecutable).findFirst().orElseThrow();
    return new ProcessBuilder(program.toString(), "-p", own.toString(), "-c", file.toString())
        .inheritIO()
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void await(int port) throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    throw new IllegalStateException("nginx does not listen");
  }
}
