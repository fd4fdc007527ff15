package org.pollard.people;

/// How many of a thing somebody may have: far more than people need, and few enough that nobody
/// fills the disk of others. All numbers stand here; the documentation repeats them, and a test
/// compares.
public enum Quota {
  POLLS("polls of one person", 10_000),
  CHOICES("choices of one poll", 100),
  PICTURES("images in the polls of one person", 500),
  SESSIONS("sessions of one poll", 1_000),
  CORRECTIONS("corrections of one text that was answered", 50),
  MEETING_POLLS("polls of one session of a meeting", 1_000),
  TOKENS("access tokens of one user that are good", 1_000),
  ROOMS("rooms in which one person teaches", 500),
  APP_WEBHOOKS("webhooks of one app", 10),
  COURSE_WEBHOOKS("webhooks of one course", 5);

  private final String what;
  private final int most;

  Quota(String what, int most) {
    this.what = what;
    this.most = most;
  }

  /// What is counted, for people.
  public String what() {
    return what;
  }

  public int most() {
    return most;
  }

  /// Refuses one more than there may be.
  ///
  /// @param have how many there are before another one comes
  /// @throws Reached when that is all there may be
  public void check(long have) {
    check(have, 1);
  }

  /// Refuses more than there may be.
  ///
  /// @param more how many come
  public void check(long have, int more) {
    if (have + more > most) {
      throw new Reached(this);
    }
  }

  /// There may be no more of them. Nothing was stored.
  public static final class Reached extends RuntimeException {

    private static final long serialVersionUID = 1;

    private Reached(Quota quota) {
      super("There may be at most %d %s.".formatted(quota.most, quota.what), null, false, false);
    }

    /// A sentence for people, with the limit.
    public String sentence() {
      return String.valueOf(getMessage());
    }
  }
}
