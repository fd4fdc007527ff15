package org.pollard.architecture.planted.store.course;

import org.pollard.architecture.planted.store.people.KnowsCourses;

/// Planted: breaks a rule on purpose, as one of two.
public record KnowsPeople(KnowsCourses known) {}
