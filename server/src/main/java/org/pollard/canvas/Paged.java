package org.pollard.canvas;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks an endpoint that answers a list in pages; the API description adds the parameters and the header.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Paged {}
