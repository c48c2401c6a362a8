/** Gemini's generateContent: requests, streams, whole answers and errors. */
package dev.maestro.dialect.gemini;
