package org.pollard.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.pollard.harness.Fields;
import org.pollard.harness.Kit.Participant;
import org.pollard.harness.KitSocket;

/// Sends frames at random: those of the client socket, whole and spoilt, and those of HTTP/2.
/// Confined to one thread.
@NullMarked
final class FuzzFrames {

  /// More than a participant may send at once ends the connection for that alone.
  private static final int MOST_ON_ONE_CONNECTION = 40;

  private static final int PATIENCE = 50;
  private static final List<Integer> EVENTS =
      List.of(
          KitSocket.PEERS,
          KitSocket.JOIN,
          KitSocket.LEAVE,
          KitSocket.INFO,
          KitSocket.KICK,
          KitSocket.CREATE,
          KitSocket.POLLS,
          KitSocket.VOTE,
          KitSocket.PRESETS,
          KitSocket.CHANGE,
          4_711);
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0".getBytes(ISO_8859_1);

  private final Random random;
  private final URI base;

  FuzzFrames(long seed, URI base) {
    this.random = new Random(seed);
    this.base = base;
  }

  /// Sends frames of the client socket until there are enough or the connection ends.
  ///
  /// @return how many were sent
  int socket(Participant participant, String meeting) throws IOException {
    String upgrade =
        """
        GET /ws?roomID=%s&peerID=%s&authToken=%s&ping=false HTTP/1.1\r
        Host: %s\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        \r
        """
            .formatted(
                meeting, UUID.randomUUID(), participant.client().token(), base.getAuthority());
    return send(upgrade.getBytes(ISO_8859_1), "HTTP/1.1 101", this::frame);
  }

  /// The same with frames of HTTP/2.
  int http2() throws IOException {
    return send(PREFACE, "", this::http2Frame);
  }

  private interface Frames {
    byte[] next();
  }

  private int send(byte[] start, String expected, Frames frames) throws IOException {
    int sent = 0;
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(start);
      String head = new String(socket.getInputStream().readNBytes(expected.length()), ISO_8859_1);
      if (!head.equals(expected)) {
        throw new AssertionError("not let in: " + head);
      }
      for (int i = 1 + random.nextInt(MOST_ON_ONE_CONNECTION); i > 0; i--) {
        socket.getOutputStream().write(frames.next());
        sent++;
      }
      socket.setSoTimeout(PATIENCE);
      InputStream in = socket.getInputStream();
      while (in.read(new byte[8_192]) >= 0) {
        // Whatever is answered.
      }
    } catch (SocketTimeoutException | SocketException e) {
      // Nothing more comes, or the server has ended it.
    }
    return sent;
  }

  private byte[] frame() {
    byte[] payload = chance(6) ? noise(random.nextInt(300)) : message();
    int opcode = chance(5) ? random.nextInt(16) : 2;
    int first = (chance(10) ? random.nextInt(8) << 4 : 0x80) | opcode;
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) first);
    int mask = chance(20) ? 0 : 0x80;
    long length = chance(30) ? random.nextLong() : payload.length;
    if (length >= 0 && length < 126) {
      frame.put((byte) (mask | (int) length));
    } else if (length >= 0 && length < 65_536) {
      frame.put((byte) (mask | 126)).putShort((short) length);
    } else {
      frame.put((byte) (mask | 127)).putLong(length);
    }
    if (mask != 0) {
      byte[] key = noise(4);
      frame.put(key);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= key[i % 4];
      }
    }
    frame.put(payload);
    return Arrays.copyOf(frame.array(), frame.position());
  }

  /// A message of the client with a field or a byte that is wrong, now and then.
  private byte[] message() {
    Fields payload = Fields.none();
    for (int field = random.nextInt(5); field > 0; field--) {
      payload =
          switch (random.nextInt(4)) {
            case 0 -> payload.text(field, text());
            case 1 -> payload.number(field, random.nextLong());
            case 2 -> payload.flag(field, random.nextBoolean());
            default -> payload.message(field, Fields.none().text(1, text()));
          };
    }
    int event = EVENTS.get(random.nextInt(EVENTS.size()));
    byte[] bytes = Fields.none().number(1, event).text(2, text()).message(3, payload).bytes();
    if (chance(4)) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
    return bytes;
  }

  private String text() {
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> Long.toString(random.nextInt(50));
      case 2 -> new String(noise(random.nextInt(40)), ISO_8859_1);
      default -> UUID.randomUUID().toString();
    };
  }

  private byte[] http2Frame() {
    byte[] payload = noise(random.nextInt(100));
    int length = chance(20) ? random.nextInt(1 << 24) : payload.length;
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(length >> 16);
    frame.write(length >> 8);
    frame.write(length);
    frame.write(random.nextInt(12));
    frame.write(random.nextInt(256));
    frame.writeBytes(ByteBuffer.allocate(4).putInt(random.nextInt(8)).array());
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
