package org.pollard.poll;

/// Somebody looking, with the rights that an audience gives.
///
/// @param create may bring poll sessions before this audience
/// @param vote may vote while a poll session is open, as the Canvas API has it
/// @param view may see a poll session, though not always its results
/// @param manage may change, open and close, delete, and always sees results
/// @param member belongs to the audience, which shows the polls that are asked there
/// @param preview may see a poll session before it was ever presented
public record Viewer(
    boolean create, boolean vote, boolean view, boolean manage, boolean member, boolean preview) {

  /// Who has nothing to do with the audience.
  public static final Viewer STRANGER = new Viewer(false, false, false, false, false, false);

  /// Whoever sees poll sessions from the beginning.
  public Viewer(boolean create, boolean vote, boolean view, boolean manage, boolean member) {
    this(create, vote, view, manage, member, view);
  }

  /// Whether the viewer votes on our own API, where that is for those who belong to the audience.
  /// The Canvas API lets everybody vote who may read a public course.
  public boolean takesPart() {
    return vote && member;
  }
}
