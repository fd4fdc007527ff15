package org.pollard.poll;

/// Somebody looking, with the rights that an audience gives.
///
/// @param create may bring poll sessions before this audience
/// @param vote may vote while a poll session is open, as the Canvas API has it
/// @param view may see a poll session, though not always its results
/// @param manage may change, open and close, delete, and always sees results
/// @param member belongs to the audience, which shows the polls that are asked there
/// @param preview may see a poll session before it was ever presented
/// @param takesPart votes on our own API, where that is for those who belong to the audience now.
///   The Canvas API lets everybody vote who may read a public course, and whose place has ended
public record Viewer(
    boolean create,
    boolean vote,
    boolean view,
    boolean manage,
    boolean member,
    boolean preview,
    boolean takesPart) {

  /// Who has nothing to do with the audience.
  public static final Viewer STRANGER = new Viewer(false, false, false, false, false, false, false);

  /// Whoever sees poll sessions from the beginning, and takes part as one of the audience.
  public Viewer(boolean create, boolean vote, boolean view, boolean manage, boolean member) {
    this(create, vote, view, manage, member, view, vote && member);
  }
}
