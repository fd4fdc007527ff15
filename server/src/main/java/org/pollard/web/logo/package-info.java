/// What may be a room's logo, or stand with a question: a still image in one of three formats, of
/// which only the parts that make the picture are taken, and drawn anew. Knows nobody.
@NullMarked
package org.pollard.web.logo;

import org.jspecify.annotations.NullMarked;
