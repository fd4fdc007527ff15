package org.pollard.canvas;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An id on the wire: a JSON number, or a string of the same digits when the client asked for
/// those.
@Schema(type = SchemaType.INTEGER, format = "int64")
record Id(long value) {}
