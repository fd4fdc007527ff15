package org.pollard.realtimekit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pollard.harness.Fields;
import org.pollard.harness.Kit;
import org.pollard.harness.Kit.Participant;
import org.pollard.harness.KitSocket;
import org.pollard.harness.RunningServer;
import org.pollard.harness.SharedServer;

/// Polls over the client socket: who gets to know what, byte by byte.
@NullMarked
@ExtendWith(SharedServer.class)
@Timeout(240)
class SocketPollsIT {

  private final Kit kit;
  private final String meeting;
  private final Participant host;
  private final Participant ada;
  private final Participant ben;
  private final Participant cho;

  SocketPollsIT(RunningServer server) {
    this.kit = Kit.in(server);
    this.meeting = kit.meeting();
    this.host = kit.host(meeting, "Hana");
    this.ada = kit.viewer(meeting, "Ada");
    this.ben = kit.viewer(meeting, "Ben");
    this.cho = kit.viewer(meeting, "Cho");
  }

  private JsonNode overRest(Fields poll) {
    return kit.get("/meetings/" + meeting + "/active-session/poll/" + poll.text(1))
        .json()
        .at("/data/poll");
  }

  private static List<Long> counts(Fields poll) {
    return poll.messages(5).stream().map(each -> each.number(2)).toList();
  }

  private static List<String> voters(Fields poll, int option) {
    return poll.messages(5).get(option).messages(3).stream().map(each -> each.text(1)).toList();
  }

  @Test
  void a_poll_reaches_everybody_and_so_do_its_votes() {
    try (KitSocket hosts = KitSocket.join(host, meeting);
        KitSocket adas = KitSocket.join(ada, meeting);
        KitSocket bens = KitSocket.join(ben, meeting)) {
      Fields made = hosts.create("¿Which? 🎈", false, false, "A", "A", "C");
      Fields got = adas.next(KitSocket.CREATE).poll();
      Fields own = adas.vote(made, 2);
      bens.update(each -> counts(each).equals(List.of(0L, 0L, 1L)));
      // An index that is not sent is the first option.
      Fields bensOwn = bens.ask(KitSocket.VOTE, Fields.none().text(1, made.text(1))).poll();
      Fields last = hosts.update(each -> counts(each).equals(List.of(1L, 0L, 1L)));

      assertThat(made.text(2)).isEqualTo("Hana");
      assertThat(made.text(3)).isEqualTo(host.id());
      assertThat(got.text(4)).isEqualTo("¿Which? 🎈");
      assertThat(got.messages(5)).extracting(each -> each.text(1)).containsExactly("A", "A", "C");
      assertThat(got.messages(5)).as("zero stands there").allMatch(each -> each.has(2));
      assertThat(own.texts(8)).containsExactly(ada.id());
      assertThat(voters(own, 2)).containsExactly(ada.id());
      assertThat(voters(bensOwn, 0)).containsExactly(ben.id());
      assertThat(last.texts(8)).containsExactlyInAnyOrder(ada.id(), ben.id());
      assertThat(last.messages(5).get(2).message(3).text(2)).isEqualTo("Ada");
      assertThat(overRest(made).at("/options/0/count").asInt()).isEqualTo(1);
    }
  }

  @Test
  void what_a_program_asks_arrives_as_new_and_a_late_joiner_gets_all() {
    try (KitSocket adas = KitSocket.join(ada, meeting)) {
      JsonNode first = kit.ask(meeting, "{\"question\":\"One?\",\"options\":[\"A\",\"B\"]}");
      Fields got = adas.next(KitSocket.CREATE).poll();
      kit.ask(meeting, "{\"question\":\"Two?\",\"options\":[\"A\",\"B\"]}");
      kit.vote(meeting, first, ben, 1);
      try (KitSocket bens = KitSocket.join(ben, meeting)) {
        List<Fields> all = bens.polls();

        assertThat(got.text(2)).as("the app's name").isEqualTo("Tests");
        assertThat(got.text(3)).isEmpty();
        assertThat(all).extracting(each -> each.text(4)).containsExactly("One?", "Two?");
        assertThat(counts(all.getFirst())).containsExactly(0L, 1L);
        assertThat(all.getFirst().texts(8)).containsExactly(ben.id());
      }
    }
  }

  @Test
  void the_first_vote_stays_whatever_is_sent_later() {
    try (KitSocket hosts = KitSocket.join(host, meeting);
        KitSocket tab = KitSocket.join(ada, meeting);
        KitSocket phone = KitSocket.join(ada, meeting)) {
      Fields poll = hosts.create("Which?", false, false, "A", "B");
      tab.vote(poll, 0);

      assertThat(counts(phone.vote(poll, 1))).containsExactly(1L, 0L);
      assertThat(counts(tab.vote(poll, 1))).containsExactly(1L, 0L);
      assertThat(overRest(poll).at("/voted").size()).isEqualTo(1);
    }
  }

  @Test
  void hidden_votes_are_in_no_byte_before_ones_own() {
    try (KitSocket hosts = KitSocket.join(host, meeting);
        KitSocket adas = KitSocket.join(ada, meeting);
        KitSocket bens = KitSocket.join(ben, meeting)) {
      Fields poll = hosts.create("Which?", false, true, "A", "B");
      adas.next(KitSocket.CREATE);
      Fields own = bens.vote(poll, 1);
      Fields seenByHost = hosts.polls().getFirst();
      Fields seenByAda = adas.polls().getFirst();

      assertThat(poll.number(6)).isEqualTo(1);
      assertThat(voters(own, 1)).containsExactly(ben.id());
      for (Fields each : List.of(seenByHost, seenByAda)) {
        assertThat(each.texts(8)).isEmpty();
        assertThat(each.messages(5)).noneMatch(option -> option.has(2) || option.has(3));
      }
      assertThat(hosts.left() + adas.left()).doesNotContain(ben.id());

      Fields after = adas.vote(poll, 1);
      assertThat(counts(after)).containsExactly(0L, 2L);
      assertThat(after.texts(8)).containsExactlyInAnyOrder(ada.id(), ben.id());
      bens.update(each -> counts(each).equals(List.of(0L, 2L)));
      assertThat(hosts.left()).doesNotContain(ben.id()).doesNotContain(ada.id());
    }
  }

  @Test
  void an_anonymous_vote_is_known_to_the_connection_that_cast_it_alone() {
    try (KitSocket hosts = KitSocket.join(host, meeting);
        KitSocket tab = KitSocket.join(ada, meeting);
        KitSocket phone = KitSocket.join(ada, meeting);
        KitSocket bens = KitSocket.join(ben, meeting)) {
      Fields poll = hosts.create("Which?", true, false, "A", "B");
      Fields own = tab.vote(poll, 1);
      Fields seenByHost = hosts.update(each -> counts(each).equals(List.of(0L, 1L)));
      Fields onPhone = phone.update(each -> counts(each).equals(List.of(0L, 1L)));
      Fields bensOwn = bens.vote(poll, 1);
      Fields later = tab.update(each -> counts(each).equals(List.of(0L, 2L)));

      assertThat(own.texts(8)).containsExactly(ada.id());
      assertThat(voters(own, 1)).containsExactly(ada.id());
      assertThat(seenByHost.texts(8)).containsExactly("anonymous-1");
      assertThat(voters(seenByHost, 1)).isEmpty();
      assertThat(onPhone.texts(8)).containsExactly(ada.id());
      assertThat(voters(onPhone, 1)).as("nothing knows it there").isEmpty();
      assertThat(bensOwn.texts(8)).containsExactlyInAnyOrder(ben.id(), "anonymous-1");
      assertThat(voters(later, 1)).containsExactly(ada.id());
      assertThat(later.texts(8)).containsExactlyInAnyOrder(ada.id(), "anonymous-1");
      try (KitSocket again = KitSocket.join(ada, meeting)) {
        Fields seen = again.polls().getFirst();
        assertThat(seen.texts(8)).containsExactlyInAnyOrder(ada.id(), "anonymous-1");
        assertThat(voters(seen, 1)).isEmpty();
      }
    }
  }

  @Test
  void an_anonymous_poll_with_hidden_votes_shows_them_after_ones_own() {
    try (KitSocket hosts = KitSocket.join(host, meeting);
        KitSocket adas = KitSocket.join(ada, meeting);
        KitSocket bens = KitSocket.join(ben, meeting)) {
      Fields poll = hosts.create("Which?", true, true, "A", "B");
      bens.vote(poll, 0);
      Fields before = adas.polls().getFirst();
      Fields after = adas.vote(poll, 0);

      assertThat(before.texts(8)).isEmpty();
      assertThat(before.messages(5)).noneMatch(option -> option.has(2));
      assertThat(counts(after)).containsExactly(2L, 0L);
      assertThat(after.texts(8)).containsExactlyInAnyOrder(ada.id(), "anonymous-1");
    }
  }

  @Test
  void a_vote_counts_without_joining_while_the_session_lives() {
    try (KitSocket hosts = KitSocket.join(host, meeting);
        KitSocket opened = KitSocket.open(ada, meeting)) {
      Fields poll = hosts.create("Which?", true, false, "A", "B");

      Fields own = opened.vote(poll, 0);

      assertThat(voters(own, 0)).containsExactly(ada.id());
      assertThat(opened.polls()).hasSize(1);
      assertThat(opened.refusal(KitSocket.CREATE, asked("Which?", "A", "B"))).contains("Join");
      hosts.update(each -> counts(each).equals(List.of(1L, 0L)));
    }
  }

  @Test
  void what_cannot_be_is_refused_and_changes_nothing() {
    String elsewhere = kit.meeting();
    Participant stranger = kit.host(elsewhere, "Stranger");
    try (KitSocket hosts = KitSocket.join(host, meeting);
        KitSocket strangers = KitSocket.join(stranger, elsewhere)) {
      Fields poll = hosts.create("Which?", false, false, "A", "B");

      assertThat(hosts.refusal(KitSocket.VOTE, KitSocket.choice(poll, 2))).contains("2 options");
      assertThat(hosts.refusal(KitSocket.VOTE, Fields.none().text(1, poll.text(1)).number(2, -1)))
          .contains("2 options");
      assertThat(hosts.refusal(KitSocket.VOTE, Fields.none().text(1, "x"))).contains("Unknown");
      assertThat(hosts.refusal(KitSocket.VOTE, Fields.none())).contains("Unknown");
      assertThat(strangers.refusal(KitSocket.VOTE, KitSocket.choice(poll, 0))).contains("Unknown");
      assertThat(hosts.refusal(KitSocket.CREATE, asked("Which?"))).contains("options");
      assertThat(hosts.refusal(KitSocket.CREATE, asked("  ", "A", "B"))).contains("question");
      assertThat(hosts.refusal(KitSocket.CREATE, asked("Which?", "A", " "))).contains("options[1]");
      assertThat(hosts.refusal(KitSocket.CREATE, asked("x".repeat(1_001), "A", "B")))
          .contains("question");
      assertThat(hosts.polls()).hasSize(1);
      assertThat(overRest(poll).at("/voted").size()).isZero();
      assertThat(strangers.polls()).isEmpty();
    }
  }

  private static Fields asked(String question, String... options) {
    Fields asked = Fields.none().text(1, question);
    for (String each : options) {
      asked = asked.text(2, each);
    }
    return asked;
  }

  @Test
  void the_greatest_poll_passes() {
    try (KitSocket hosts = KitSocket.join(host, meeting)) {
      String[] options =
          IntStream.range(0, 100).mapToObj(_ -> "🎈".repeat(500)).toArray(String[]::new);

      Fields poll = hosts.create("🎈".repeat(1_000), false, false, options);

      assertThat(poll.messages(5)).hasSize(100);
    }
  }

  @Test
  void many_votes_at_once_are_each_counted_once() throws Exception {
    List<KitSocket> voters = new ArrayList<>();
    try (KitSocket hosts = KitSocket.join(host, meeting);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 40; i++) {
        voters.add(KitSocket.join(kit.viewer(meeting, "V" + i), meeting));
      }
      Fields poll = hosts.create("Which?", false, false, "A", "B");
      for (KitSocket each : voters) {
        var _ = threads.submit(() -> each.vote(poll, 0));
        var _ = threads.submit(() -> each.ask(KitSocket.VOTE, KitSocket.choice(poll, 1)));
      }
      Fields last = hosts.update(each -> each.texts(8).size() == 40);

      assertThat(counts(last).stream().mapToLong(Long::longValue).sum()).isEqualTo(40);
      assertThat(last.texts(8)).doesNotHaveDuplicates();
    } finally {
      voters.forEach(KitSocket::close);
    }
  }

  @Test
  void a_large_poll_is_sent_less_often_and_its_last_state_to_all() {
    int voters = 40;
    String option = "\"" + "🎈".repeat(500) + "\"";
    String options = String.join(",", Collections.nCopies(100, option));
    List<KitSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < voters; i++) {
        sockets.add(KitSocket.join(kit.viewer(meeting, "V" + i), meeting));
      }
      kit.ask(meeting, "{\"question\":\"Large?\",\"options\":[" + options + "]}");
      Fields poll = sockets.getFirst().next(KitSocket.CREATE).poll();
      // Not before, else the next word about the poll would make forget that it was made.
      sockets.forEach(KitSocket::forgetting);
      long bytes = received(sockets);
      long start = System.nanoTime();
      for (KitSocket each : sockets) {
        each.vote(poll, 1);
      }
      for (KitSocket each : sockets.subList(0, voters - 1)) {
        each.update(last -> last.texts(8).size() == voters);
      }
      double seconds = (System.nanoTime() - start) / 1e9;

      // A second's worth may have been put by; one broadcast may overdraw, and so may answers.
      long broadcast = (long) voters * poll.bytes().length;
      assertThat(received(sockets) - bytes)
          .isLessThan((long) ((seconds + 1) * 32 * 1024 * 1024) + 3 * broadcast);
    } finally {
      sockets.forEach(KitSocket::close);
    }
  }

  @Test
  @Tag("alone")
  void answers_to_many_votes_keep_to_what_a_meeting_may_be_sent() throws Exception {
    int voters = 60;
    int times = 16;
    String option = "\"" + "🎈".repeat(500) + "\"";
    String options = String.join(",", Collections.nCopies(100, option));
    List<KitSocket> sockets = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < voters; i++) {
        sockets.add(KitSocket.join(kit.viewer(meeting, "V" + i), meeting));
      }
      kit.ask(meeting, "{\"question\":\"Large?\",\"options\":[" + options + "]}");
      Fields poll = sockets.getFirst().next(KitSocket.CREATE).poll();
      // Not before, else the next word about the poll would make forget that it was made.
      sockets.forEach(KitSocket::forgetting);
      long bytes = received(sockets);
      long start = System.nanoTime();
      List<Future<Fields>> last = new ArrayList<>();
      for (KitSocket each : sockets) {
        last.add(threads.submit(() -> vote(each, poll, times)));
      }
      for (Future<Fields> each : last) {
        assertThat(each.get().texts(8)).as("all but the first changed nothing").hasSize(voters);
      }
      double seconds = (System.nanoTime() - start) / 1e9;

      // A second's worth may have been put by, half of one may be lacking, and what goes out last
      // may be as much again as everybody's answer and a broadcast.
      long all = (long) voters * poll.bytes().length;
      assertThat(received(sockets) - bytes)
          .isLessThan((long) ((seconds + 1.5) * 32 * 1024 * 1024) + 2 * all);
    } finally {
      sockets.forEach(KitSocket::close);
    }
  }

  private static Fields vote(KitSocket socket, Fields poll, int times) {
    Fields last = poll;
    for (int i = 0; i < times; i++) {
      last = socket.vote(poll, i % 2);
    }
    return last;
  }

  private static long received(List<KitSocket> sockets) {
    return sockets.stream().mapToLong(KitSocket::bytes).sum();
  }

  @Test
  void without_the_right_nobody_votes() {
    try (KitSocket hosts = KitSocket.join(host, meeting);
        KitSocket chos = KitSocket.join(cho, meeting)) {
      Fields poll = hosts.create("Which?", false, false, "A", "B");
      hosts.ask(KitSocket.CHANGE, KitSocket.permit(cho.id(), 2, false));
      chos.next(KitSocket.CHANGE);

      assertThat(chos.refusal(KitSocket.VOTE, KitSocket.choice(poll, 0))).contains("Not allowed");
    }
  }
}
