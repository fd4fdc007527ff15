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

/// What a room shows to everybody, asked of nginx with the file of `deploy` as fast as this machine
/// goes while votes come, and how much of that the server sees by its own count. Needs nginx.
final class Cache {

  private static final List<Path> PLACES =
      List.of(Path.of("/usr/sbin/nginx"), Path.of("/usr/bin/nginx"));
  private static final int CLIENTS = 8;
  private static final double VOTES_A_SECOND = 50;
  private static final int VOTERS = 3_000;
  private static final Duration WARMED_UP = Duration.ofSeconds(5);
  private static final Duration MEASURED = Duration.ofSeconds(15);
  private static final String COUNTED = "http_server_requests_seconds_count";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ServerProcess server;
  private final Stock stock;
  private final HttpClient http = HttpClient.newHttpClient();

  private Cache(ServerProcess server, Stock stock) {
    this.server = server;
    this.stock = stock;
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
    int port = freePort();
    Process nginx = nginx(folder, port);
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      URI proxy = URI.create("http://127.0.0.1:" + port);
      await(port);
      Load.Requests votes = new Voters(stock).live();
      ask(threads, proxy, path, votes, WARMED_UP);
      long before = seen();
      Duration cpu = server.cpu();
      long begun = System.nanoTime();
      long answers = ask(threads, proxy, path, votes, MEASURED);
      double seconds = (System.nanoTime() - begun) / 1e9;
      long seen = seen() - before;
      SequencedMap<String, Double> numbers = new LinkedHashMap<>();
      numbers.put("answersPerSecond", answers / seconds);
      numbers.put("requestsToServerPerSecond", seen / seconds);
      numbers.put("answersPerRequestToServer", answers / (double) Math.max(1, seen));
      numbers.put("serverCores", server.cpu().minus(cpu).toNanos() / 1e9 / seconds);
      report.add("nginx, " + CLIENTS + " clients that send ahead", numbers);
    } finally {
      nginx.destroy();
      nginx.waitFor();
    }
  }

  private long ask(
      ExecutorService threads, URI proxy, String path, Load.Requests votes, Duration time)
      throws Exception {
    Future<?> voting =
        threads.submit(
            () -> new Load(server.base(), 4).paced(votes, time, VOTES_A_SECOND, (_, _) -> {}));
    List<Future<Long>> asking =
        java.util.stream.IntStream.range(0, CLIENTS)
            .mapToObj(_ -> threads.submit(() -> new Pipelined(proxy, path).ask(time)))
            .toList();
    long answers = 0;
    for (Future<Long> each : asking) {
      answers += each.get();
    }
    voting.get();
    return answers;
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

  private Process nginx(Path folder, int port) throws IOException {
    Path own = Files.createDirectories(folder.resolve("nginx"));
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
        master_process off;
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
            .formatted(deployed));
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
