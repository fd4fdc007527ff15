/// The Canvas LMS wire: paths, parameters, shapes, errors, paging and throttling. Nothing here
/// decides anything about polls; it maps Canvas's words to the domain's and back.
@NullMarked
package org.pollard.canvas;

import org.jspecify.annotations.NullMarked;
