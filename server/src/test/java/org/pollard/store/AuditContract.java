package org.pollard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pollard.people.AuditEntry;
import org.pollard.people.AuditEvent;
import org.pollard.people.AuditStore;
import org.pollard.people.VoterId;
import org.pollard.store.people.AuditRows;

abstract class AuditContract extends StoreContract {

  private AuditStore audit() {
    return new AuditRows(database());
  }

  @Test
  void what_happened_comes_back_the_newest_first() {
    VoterId ada = voter();
    add(AuditEvent.SIGNED_IN, ada, "first", NOW);
    add(AuditEvent.EXPORTED, null, "second", NOW.plusSeconds(1));

    List<AuditEntry> newest = audit().newest(Long.MAX_VALUE, null, 2);

    assertThat(newest).extracting(AuditEntry::detail).containsExactly("second", "first");
    AuditEntry first = newest.getLast();
    assertThat(first)
        .isEqualTo(
            new AuditEntry(
                first.id(), NOW, AuditEvent.SIGNED_IN, ada, "Ada", "first", "192.0.2.1"));
    assertThat(newest.getFirst().actor()).isNull();
    assertThat(audit().newest(newest.getFirst().id(), null, 1)).containsExactly(first);
    assertThat(audit().newest(Long.MAX_VALUE, AuditEvent.SIGNED_IN, 1)).containsExactly(first);
  }

  @Test
  void what_is_too_old_or_too_much_is_forgotten() {
    add(AuditEvent.SIGNED_OUT, null, "old", NOW.minus(Duration.ofDays(2)));
    for (String each : List.of("one", "two", "three")) {
      add(AuditEvent.SIGNED_OUT, null, each, NOW);
    }

    assertThat(audit().forget(NOW.minus(Duration.ofDays(1)), Long.MAX_VALUE)).isPositive();
    assertThat(audit().newest(Long.MAX_VALUE, AuditEvent.SIGNED_OUT, 9))
        .extracting(AuditEntry::detail)
        .containsExactly("three", "two", "one");
    assertThat(audit().forget(NOW.minus(Duration.ofDays(1)), 2)).isPositive();
    assertThat(audit().newest(Long.MAX_VALUE, AuditEvent.SIGNED_OUT, 9))
        .extracting(AuditEntry::detail)
        .containsExactly("three", "two");
  }

  private void add(AuditEvent event, @Nullable VoterId actor, String detail, Instant at) {
    audit()
        .add(new AuditEntry(0, at, event, actor, actor == null ? "" : "Ada", detail, "192.0.2.1"));
  }
}
