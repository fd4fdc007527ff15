/// The parameters of a Canvas request: query, form, multipart and JSON read into one ordered tree
/// by Rack's rules. Nothing here knows what the parameters mean.
@NullMarked
package org.pollard.canvas.params;

import org.jspecify.annotations.NullMarked;
