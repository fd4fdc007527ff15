package org.pollard.course;

/// A course that people join by a code.
///
/// @param code what people type: six characters, none of which looks like another
/// @param linkSecret what stands in the QR code beside the code
/// @param guests whether people without an account may join
public record Room(CourseId course, String code, String linkSecret, boolean guests) {}
