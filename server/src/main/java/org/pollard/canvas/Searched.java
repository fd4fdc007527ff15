package org.pollard.canvas;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a list that takes `search_term`; the API description adds the parameter.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Searched {}
