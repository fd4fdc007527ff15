package org.pollard.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pollard.people.VoterId;
import org.pollard.poll.AudienceRef;
import org.pollard.poll.AudienceRef.InCourse;
import org.pollard.poll.AudienceRef.InMeetingSession;
import org.pollard.poll.Changes;
import org.pollard.poll.PollId;
import org.pollard.poll.SessionId;
import org.pollard.pulse.Pulse;
import org.pollard.pulse.Rounds;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/// News by LISTEN and NOTIFY. Sent apart from the transactions that they tell of, and many in one,
/// so that no vote pays for them. Two threads: one tells, one listens on a connection of its own
/// and makes a new one when that breaks.
///
/// A message is the name of the sender and then words such as `s12`: session 12 changed (`p` poll,
/// `v` votes, `r` the room of a course, `o` its order, `c` its code), or `h12:40`: 40 people are in
/// the room of course 12. `w12` asks who is there, and for some seconds after that `i12:345` says
/// that person 345 is. Who has voted is not in it.
final class PostgresNews implements News {

  private static final System.Logger LOG = System.getLogger(PostgresNews.class.getName());

  /// What changes meanwhile is told together, and heard in time for the next tick but one.
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
  private static final int LISTEN_MILLIS = 500;
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /// PostgreSQL takes 8,000 bytes; a word has at most 41, all of one byte each.
  private static final int MOST_LENGTH = 7_900;

  private final Database database;
  private final FencedSource.Connecting connecting;
  private final Changes heard;
  private final String self = UUID.randomUUID().toString();
  private final Set<String> toTell = ConcurrentHashMap.newKeySet();
  private final PeopleElsewhere people = new PeopleElsewhere(System::nanoTime);
  private final Rounds telling = new Rounds("news-tell", PAUSE, this::tellAll, PAUSE_AFTER_FAILURE);
  private final Rounds hearing =
      new Rounds("news-hear", Duration.ZERO, this::listen, PAUSE_AFTER_FAILURE);
  private volatile @Nullable Connection connection;

  /// Whether another primary has taken the place of the one that is listened to.
  private volatile boolean elsewhere;

  /// In nanoseconds; confined to the thread that hears.
  private long lastWord;

  /// @param heard is told what other nodes changed
  /// @param connecting to the primary of now
  PostgresNews(Database database, FencedSource.Connecting connecting, Changes heard) {
    this.database = database;
    this.connecting = connecting;
    this.heard = heard;
    // What is told reaches those who listen at the same primary.
    database.onTurn(() -> elsewhere = true);
    telling.start();
    hearing.start();
  }

  @Override
  public void pollChanged(PollId poll) {
    toTell.add("p" + poll.value());
  }

  @Override
  public void sessionChanged(SessionId session) {
    toTell.add("s" + session.value());
  }

  @Override
  public void voted(SessionId session, Collection<VoterId> voters) {
    toTell.add("v" + session.value());
  }

  @Override
  public void shown(AudienceRef audience) {
    switch (audience) {
      case InCourse in -> toTell.add("r" + in.courseId());
      case InMeetingSession in -> toTell.add("m" + in.meetingSessionId());
    }
  }

  @Override
  public void arranged(InCourse room) {
    toTell.add("o" + room.courseId());
  }

  @Override
  public void roomChanged(InCourse room) {
    toTell.add("c" + room.courseId());
  }

  @Override
  public void tell(Supplier<Map<InCourse, Integer>> here) {
    here.get().forEach((room, count) -> toTell.add("h" + room.courseId() + ":" + count));
  }

  @Override
  public int elsewhere(InCourse room) {
    return people.in(room.courseId());
  }

  @Override
  public void ask(InCourse room) {
    toTell.add("w" + room.courseId());
  }

  @Override
  public Set<InCourse> asked() {
    return people.asked().stream()
        .map(each -> new InCourse(each, null))
        .collect(Collectors.toSet());
  }

  @Override
  public void tellWho(InCourse room, Collection<VoterId> here) {
    here.forEach(each -> toTell.add("i" + room.courseId() + ":" + each.value()));
  }

  @Override
  public Set<VoterId> who(InCourse room) {
    return people.who(room.courseId()).stream().map(VoterId::new).collect(Collectors.toSet());
  }

  @Override
  public List<Pulse> pulses() {
    return List.of(telling.pulse(), hearing.pulse());
  }

  @Override
  public void close() {
    telling.close();
    // It may be waiting for a machine that says nothing, and nobody for what it hears.
    hearing.close(Duration.ofMillis(2L * LISTEN_MILLIS));
    hangUp();
  }

  private Duration tellAll() {
    if (!toTell.isEmpty()) {
      tell(nextMessage());
    }
    return PAUSE;
  }

  private String nextMessage() {
    StringBuilder message = new StringBuilder(self);
    Iterator<String> words = toTell.iterator();
    while (message.length() < MOST_LENGTH && words.hasNext()) {
      message.append(' ').append(words.next());
      words.remove();
    }
    return message.toString();
  }

  /// What cannot be told is lost; the other nodes look themselves.
  private void tell(String message) {
    database.read(
        handle ->
            handle
                .createQuery("SELECT 1 FROM pg_notify('pollard_news', :message)")
                .bind("message", message)
                .mapTo(int.class)
                .one());
  }

  /// Waits for news for a while.
  private Duration listen() {
    try {
      if (elsewhere) {
        elsewhere = false;
        hangUp();
      }
      Connection listening = connection;
      if (listening == null) {
        listening = connect();
        connection = listening;
      }
      if (System.nanoTime() - lastWord > SILENCE.toNanos()) {
        askWhetherItIsThere(listening);
      }
      PGNotification @Nullable [] messages =
          listening.unwrap(PGConnection.class).getNotifications(LISTEN_MILLIS);
      if (messages != null) {
        lastWord = System.nanoTime();
        for (PGNotification each : messages) {
          hear(each.getParameter());
        }
      }
      return Duration.ZERO;
    } catch (SQLException e) {
      hangUp();
      throw new StoreUnavailableException(e);
    }
  }

  private Connection connect() throws SQLException {
    Connection connected = connecting.connect();
    try (Statement statement = connected.createStatement()) {
      statement.execute("LISTEN pollard_news");
      lastWord = System.nanoTime();
      return connected;
    } catch (SQLException e) {
      connected.close();
      throw e;
    }
  }

  /// A network that drops everything is as silent as one in which nothing happens.
  private void askWhetherItIsThere(Connection listening) throws SQLException {
    listening.setNetworkTimeout(Runnable::run, (int) SILENCE.toMillis());
    try (Statement statement = listening.createStatement()) {
      statement.execute("SELECT 1");
    }
    lastWord = System.nanoTime();
  }

  private void hangUp() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.log(System.Logger.Level.DEBUG, "A connection that is of no use is not closed", e);
      }
    }
  }

  private void hear(String message) {
    String[] words = message.split(" ", -1);
    if (words[0].equals(self)) {
      return;
    }
    for (int i = 1; i < words.length; i++) {
      try {
        hearWord(words[0], words[i]);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "News could not be used: " + words[i], e);
      }
    }
  }

  private void hearWord(String node, String word) {
    int colon = word.indexOf(':');
    long id = Long.parseLong(word, 1, colon < 0 ? word.length() : colon, 10);
    switch (word.charAt(0)) {
      case 'p' -> heard.pollChanged(new PollId(id));
      case 's' -> heard.sessionChanged(new SessionId(id));
      case 'v' -> heard.voted(new SessionId(id), List.of());
      case 'r' -> heard.shown(new InCourse(id, null));
      case 'o' -> heard.arranged(new InCourse(id, null));
      case 'c' -> heard.roomChanged(new InCourse(id, null));
      case 'm' -> heard.shown(new InMeetingSession(id));
      case 'h' -> people.told(node, id, Integer.parseInt(word, colon + 1, word.length(), 10));
      case 'w' -> people.ask(id);
      case 'i' -> people.isHere(id, Long.parseLong(word, colon + 1, word.length(), 10));
      default -> LOG.log(System.Logger.Level.DEBUG, "A newer node told of {0}", word);
    }
  }
}
