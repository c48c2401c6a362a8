/** Anthropic's Messages: requests, streams, whole answers and errors. */
package dev.maestro.dialect.messages;
