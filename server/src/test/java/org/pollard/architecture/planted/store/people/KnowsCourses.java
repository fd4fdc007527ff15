package org.pollard.architecture.planted.store.people;

import org.jspecify.annotations.Nullable;
import org.pollard.architecture.planted.store.course.KnowsPeople;

/// Planted: breaks a rule on purpose, as one of two.
public record KnowsCourses(@Nullable KnowsPeople known) {}
