package org.pollard.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadsTest {

  @TempDir Path folder;

  @Test
  void a_file_is_complete_before_it_is_read_and_leaves_nothing_behind() throws IOException {
    Downloads downloads = new Downloads(folder.resolve("tmp"));
    byte[] content = "Ada,Yes\r\n".repeat(20_000).getBytes(UTF_8);

    Downloads.Whole whole = downloads.write(out -> out.write(content));

    assertThat(whole.length()).isEqualTo(content.length);
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
    try (InputStream in = whole.content()) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void a_file_that_cannot_be_finished_is_a_failure_and_no_short_file() {
    Downloads downloads = new Downloads(folder);
    var away = new IllegalStateException("the database went away");

    assertThatThrownBy(
            () ->
                downloads.write(
                    out -> {
                      out.write(new byte[200_000]);
                      throw away;
                    }))
        .isSameAs(away);
    assertThatThrownBy(
            () ->
                downloads.write(
                    out -> {
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(folder).isEmptyDirectory();
    for (int i = 0; i < 10; i++) {
      assertThat(downloads.write(out -> out.write(1)).length()).isEqualTo(1);
    }
  }
}
