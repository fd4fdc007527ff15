package org.pollard.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A client socket as the browser client opens it, by hand. Thread-safe.
public final class KitSocket implements AutoCloseable {

  public static final int PEERS = 2;
  public static final int JOIN = 3;
  public static final int LEAVE = 4;
  public static final int INFO = 5;
  public static final int COUNT = 17;
  public static final int CONNECTED = 20;
  public static final int KICK = 30;
  public static final int KICK_ALL = 31;
  public static final int WAITING = 33;
  public static final int ERROR = 65_535;
  public static final int CREATE = 196_608;
  public static final int POLLS = 196_609;
  public static final int VOTE = 196_610;
  public static final int PRESETS = 327_680;
  public static final int CHANGE = 327_681;

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final WebSocket socket;
  private final Inbox inbox;
  private final String peer;

  /// A frame that came.
  public record Frame(int event, String id, ByteString bytes) {

    static Frame of(byte[] bytes) {
      Fields fields = Fields.read(bytes);
      return new Frame((int) fields.number(1), fields.text(2), ByteString.copyFrom(bytes));
    }

    public Fields payload() {
      Fields fields = Fields.read(bytes.toByteArray());
      return fields.has(3) ? fields.message(3) : Fields.none();
    }

    /// The poll of an update.
    public Fields poll() {
      return payload().message(1);
    }
  }

  private static final class Inbox implements WebSocket.Listener {

    private final List<Frame> frames = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final ByteArrayOutputStream part = new ByteArrayOutputStream();
    private boolean forgetful;
    private long received;
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      synchronized (this) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        part.writeBytes(bytes);
        received += bytes.length;
        if (last) {
          if (forgetful) {
            frames.removeIf(KitSocket::isUpdate);
          }
          frames.add(Frame.of(part.toByteArray()));
          part.reset();
          notifyAll();
        }
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      synchronized (this) {
        texts.add(data.toString());
        notifyAll();
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed.complete(status);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.complete(-1);
    }

    /// The first frame that fits and was not taken yet.
    synchronized Frame take(String what, Predicate<Frame> fits) {
      long end = System.nanoTime() + Await.PATIENCE.toNanos();
      while (true) {
        for (Frame each : frames) {
          if (fits.test(each)) {
            frames.remove(each);
            return each;
          }
        }
        long left = end - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError(what + " did not come; there is " + frames);
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(this, left);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  private KitSocket(WebSocket socket, Inbox inbox, String peer) {
    this.socket = socket;
    this.inbox = inbox;
    this.peer = peer;
  }

  /// Opens a socket without joining.
  public static KitSocket open(Kit.Participant participant, String meeting) {
    return open(participant, meeting, UUID.randomUUID().toString());
  }

  public static KitSocket open(Kit.Participant participant, String meeting, String peer) {
    Inbox inbox = new Inbox();
    String token = String.valueOf(participant.client().token());
    URI uri = uri(participant.client().base(), "roomID=" + meeting + "&peerID=" + peer, token);
    return new KitSocket(HTTP.newWebSocketBuilder().buildAsync(uri, inbox).join(), inbox, peer);
  }

  /// Opens a socket and joins.
  public static KitSocket join(Kit.Participant participant, String meeting) {
    KitSocket socket = open(participant, meeting);
    socket.join();
    return socket;
  }

  /// The status of an upgrade that is refused.
  public static int refused(URI base, String query, String token) {
    try {
      HTTP.newWebSocketBuilder().buildAsync(uri(base, query, token), new Inbox()).join().abort();
      throw new AssertionError("not refused");
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refusal) {
        return refusal.getResponse().statusCode();
      }
      throw e;
    }
  }

  private static URI uri(URI base, String query, String token) {
    return URI.create(
        "ws://" + base.getAuthority() + "/ws?" + query + "&authToken=" + token + "&ping=false");
  }

  public String peer() {
    return peer;
  }

  public Frame join() {
    return ask(JOIN, Fields.none().message(1, Fields.none().text(1, peer)));
  }

  /// Joins under a name that was typed.
  public Frame joinAs(String name) {
    return ask(JOIN, Fields.none().message(1, Fields.none().text(1, peer).text(3, name)));
  }

  /// Sends a request and waits for its answer.
  public Frame ask(int event, Fields payload) {
    String id = UUID.randomUUID().toString();
    send(event, id, payload);
    return inbox.take("the answer to " + event, each -> each.id().equals(id));
  }

  /// Sends a request that is to be refused, and gives the words.
  public String refusal(int event, Fields payload) {
    Frame answer = ask(event, payload);
    if (answer.event() != ERROR || answer.payload().number(2) != event) {
      throw new AssertionError("not refused: " + answer.payload());
    }
    return answer.payload().text(1);
  }

  public void send(int event, String id, Fields payload) {
    byte[] bytes = payload.bytes();
    Fields frame = Fields.none().number(1, event).text(2, id);
    send((bytes.length == 0 ? frame : frame.message(3, payload)).bytes());
  }

  public void send(byte[] frame) {
    synchronized (socket) {
      socket.sendBinary(ByteBuffer.wrap(frame), true).join();
    }
  }

  /// Sends a part of a message that goes on.
  public void sendPart(byte[] part) {
    synchronized (socket) {
      socket.sendBinary(ByteBuffer.wrap(part), false).join();
    }
  }

  /// An answer to nothing.
  public void sendPong() {
    synchronized (socket) {
      socket.sendPong(ByteBuffer.allocate(0)).join();
    }
  }

  public void sendText(String text) {
    synchronized (socket) {
      socket.sendText(text, true).join();
    }
  }

  /// The next frame of this event that answers no request.
  public Frame next(int event) {
    return inbox.take("event " + event, each -> each.event() == event && each.id().isEmpty());
  }

  /// The next update of a poll, new or not, of which this is true.
  public Fields update(Predicate<Fields> fits) {
    return inbox.take("an update", each -> isUpdate(each) && fits.test(each.poll())).poll();
  }

  private static boolean isUpdate(Frame frame) {
    return (frame.event() == CREATE || frame.event() == VOTE) && frame.id().isEmpty();
  }

  /// Keeps only the last update of a poll from now on, whatever poll it is of.
  public KitSocket forgetting() {
    synchronized (inbox) {
      inbox.forgetful = true;
    }
    return this;
  }

  /// What has come so far, without the heads of frames.
  public long bytes() {
    synchronized (inbox) {
      return inbox.received;
    }
  }

  public void awaitText(String text) {
    synchronized (inbox) {
      long end = System.nanoTime() + Await.PATIENCE.toNanos();
      while (!inbox.texts.contains(text)) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError("no text " + text);
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(inbox, left);
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  /// The text of all frames about polls that came and were not taken.
  public String left() {
    synchronized (inbox) {
      StringBuilder all = new StringBuilder();
      inbox.frames.stream()
          .filter(each -> each.event() >= CREATE && each.event() < PRESETS)
          .forEach(each -> all.append(each.bytes().toString(ISO_8859_1)));
      return all.toString();
    }
  }

  public List<Fields> polls() {
    return ask(POLLS, Fields.none()).payload().messages(1);
  }

  /// Asks a poll and gives it as the creator gets it back.
  public Fields create(String question, boolean anonymous, boolean hideVotes, String... options) {
    Fields asked = Fields.none().text(1, question);
    for (String each : options) {
      asked = asked.text(2, each);
    }
    Frame answer = ask(CREATE, asked.flag(3, anonymous).flag(4, hideVotes));
    if (answer.event() != CREATE) {
      throw new AssertionError(answer.payload().text(1));
    }
    return answer.poll();
  }

  public Fields vote(Fields poll, int option) {
    Frame answer = ask(VOTE, choice(poll, option));
    if (answer.event() != VOTE) {
      throw new AssertionError(answer.payload().text(1));
    }
    return answer.poll();
  }

  public static Fields choice(Fields poll, int option) {
    return Fields.none().text(1, poll.text(1)).number(2, option);
  }

  /// A wish to change what a participant may do: 1 create, 2 vote, 3 view.
  public static Fields permit(String participant, int what, boolean allowed) {
    Fields polls = Fields.read(new byte[] {(byte) (what << 3), (byte) (allowed ? 1 : 0)});
    return Fields.none()
        .message(1, Fields.none().text(1, participant).message(2, Fields.none().message(1, polls)));
  }

  /// The status with which the server has closed.
  public int closed() throws Exception {
    return inbox.closed.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /// Breaks the connection off.
  public void abort() {
    socket.abort();
  }

  @Override
  public void close() {
    synchronized (socket) {
      if (socket.isOutputClosed()) {
        return;
      }
      try {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
      } catch (CompletionException e) {
        // The server was faster.
      }
    }
  }
}
