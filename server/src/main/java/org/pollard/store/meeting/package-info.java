/// Apps, meetings, presets and participants; who is present.
@NullMarked
package org.pollard.store.meeting;

import org.jspecify.annotations.NullMarked;
