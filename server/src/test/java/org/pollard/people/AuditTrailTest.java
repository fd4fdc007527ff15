package org.pollard.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What strangers may have written.
@NullMarked
class AuditTrailTest {

  private final Store store = new Store();
  private final AuditTrail trail = new AuditTrail(store, InstantSource.fixed(Instant.EPOCH));

  private static final class Store implements AuditStore {

    final List<AuditEntry> added = new ArrayList<>();

    /// What happens while something is written.
    Runnable meanwhile = () -> {};

    @Override
    public void add(AuditEntry entry) {
      added.add(entry);
      meanwhile.run();
    }

    @Override
    public List<AuditEntry> newest(long before, @Nullable AuditEvent event, int limit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int forget(Instant before, long most) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void refusals_are_written_ten_times_for_all_addresses_that_count_as_one() {
    for (int i = 0; i < 100; i++) {
      trail.noteRefused("password", "2001:db8::" + Integer.toHexString(i), "20010db800000000/64");
    }

    assertThat(store.added).hasSize(10);
    assertThat(store.added.getLast().address()).isEqualTo("2001:db8::9");
    assertThat(trail.seen(AuditEvent.SIGN_IN_REFUSED)).isEqualTo(100);
  }

  @Test
  void a_few_refusals_are_written_at_a_moment() {
    int[] deep = {0};
    store.meanwhile =
        () -> {
          if (deep[0]++ < 100) {
            trail.noteRefused("password", "a", "net " + deep[0]);
          }
        };

    trail.noteRefused("password", "a", "net");

    assertThat(store.added).hasSize(4);
    store.meanwhile = () -> {};
    trail.noteRefused("password", "a", "another net");
    assertThat(store.added).hasSize(5);
  }
}
