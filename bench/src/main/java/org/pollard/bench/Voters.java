package org.pollard.bench;

/// Votes that nobody has cast yet, in an order of voters that is random: each student votes once in
/// the first session, then in the second, and so on, until everybody has voted everywhere. Confined
/// to one thread.
final class Voters {

  static final String FORM = "application/x-www-form-urlencoded";
  static final String JSON = "application/json";

  private final Stock stock;
  private long next;

  Voters(Stock stock) {
    this.stock = stock;
  }

  /// `PUT /live/sessions/{id}/vote`.
  Load.Requests live() {
    return _ -> {
      if (ended()) {
        return null;
      }
      long at = next++;
      return Load.request(
          "PUT", "/live/sessions/" + session(at) + "/vote", token(at), JSON, choice(at));
    };
  }

  /// The Canvas call, as a form.
  Load.Requests canvas() {
    return _ -> {
      if (ended()) {
        return null;
      }
      long at = next++;
      return Load.request(
          "POST",
          stock.sessionPath((int) (at / stock.students().size())) + "/poll_submissions",
          token(at),
          FORM,
          "poll_submissions[][poll_choice_id]=" + choiceId(at));
    };
  }

  /// The same vote to what only parses and answers.
  Load.Requests ceiling() {
    return _ -> {
      long at = next++ % stock.students().size();
      return Load.request(
          "PUT", "/live/ceiling/" + session(at) + "/vote", token(at), JSON, choice(at));
    };
  }

  /// To a server that takes the number of a voter for a token.
  Load.Requests plain() {
    return _ -> {
      if (ended()) {
        return null;
      }
      long at = next++;
      return Load.request(
          "PUT",
          "/live/sessions/" + session(at) + "/vote",
          Long.toString(at % stock.students().size()),
          JSON,
          choice(at));
    };
  }

  private boolean ended() {
    return next == (long) stock.students().size() * stock.sessions().size();
  }

  private long session(long at) {
    return stock.sessions().get((int) (at / stock.students().size()));
  }

  private String token(long at) {
    return stock.students().get((int) (at % stock.students().size()));
  }

  private long choiceId(long at) {
    return stock.choices().get((int) (at * 31 % stock.choices().size()));
  }

  private String choice(long at) {
    return "{\"choice\": " + choiceId(at) + "}";
  }
}
