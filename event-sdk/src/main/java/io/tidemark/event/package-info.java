/** What an event is: its fields, their rules, and its JSON form. */
@NullMarked
package io.tidemark.event;

import org.jspecify.annotations.NullMarked;
