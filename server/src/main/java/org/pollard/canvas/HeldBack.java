package org.pollard.canvas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// The beginning of an answer, held back until it is whole or too long for that: what fails before
/// then can still become an error. Closing does nothing, since those who write close after a
/// failure, too. Confined to one thread.
final class HeldBack extends OutputStream {

  /// Bytes.
  static final int MOST = 32 * 1024;

  private final OutputStream out;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean released;

  /// @param out is not touched before something is released
  HeldBack(OutputStream out) {
    this.out = out;
  }

  /// Whether something has gone out that cannot be taken back.
  boolean isReleased() {
    return released;
  }

  /// Lets out what is held, and what is written from now on.
  void release() throws IOException {
    if (!released) {
      released = true;
      held.writeTo(out);
      held.reset();
    }
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (held.size() + length > MOST) {
      release();
    }
    if (released) {
      out.write(bytes, from, length);
    } else {
      held.write(bytes, from, length);
    }
  }

  @Override
  public void close() {
    // Whoever gave the stream closes it.
  }
}
