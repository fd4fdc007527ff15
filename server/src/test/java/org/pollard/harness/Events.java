package org.pollard.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A stream of server-sent events, read as it comes. Thread-safe. Closing ends it.
public final class Events implements AutoCloseable {

  private final HttpClient client;
  private final HttpResponse<Stream<String>> response;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /// One event; name and id are empty when the stream gave none. The last of a stream that ended is
  /// named `end`.
  public record Event(String name, String id, String data) {}

  private Events(HttpClient client, HttpResponse<Stream<String>> response) {
    this.client = client;
    this.response = response;
    Thread.ofVirtual().start(this::read);
  }

  /// Opens a stream.
  ///
  /// @param headers names and values in turn, beside the token of the client
  public static Events of(Canvas canvas, String path, String... headers) {
    HttpRequest.Builder request = canvas.request(path).timeout(Await.PATIENCE);
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    try {
      return new Events(
          client, client.send(request.GET().build(), HttpResponse.BodyHandlers.ofLines()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public int status() {
    return response.statusCode();
  }

  /// Every byte that came so far, as lines.
  public String received() {
    return String.join("\n", lines);
  }

  /// The next event, whatever its name.
  public Event next() {
    try {
      Event event = events.poll(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("no event came; so far:\n" + received());
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The next event of that name; others before it are passed over.
  public Event next(String name) {
    Event event = next();
    while (!event.name().equals(name)) {
      if (event.name().equals("end")) {
        throw new AssertionError("the stream ended without " + name + ":\n" + received());
      }
      event = next();
    }
    return event;
  }

  /// Reads snapshots until one contains the text.
  public Event snapshotWith(String text) {
    Event event = next("snapshot");
    while (!event.data().contains(text)) {
      event = next("snapshot");
    }
    return event;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private void read() {
    String name = "";
    String id = "";
    String data = "";
    try {
      for (Iterator<String> all = response.body().iterator(); all.hasNext(); ) {
        String line = all.next();
        lines.add(line);
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.isEmpty() && !data.isEmpty()) {
          // Whenever it is silent; tests of what is said pass them over.
          if (!name.equals("heartbeat")) {
            events.add(new Event(name, id, data));
          }
          name = "";
          id = "";
          data = "";
        }
      }
    } catch (UncheckedIOException e) {
      lines.add(e.toString());
    }
    events.add(new Event("end", "", ""));
  }
}
