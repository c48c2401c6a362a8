/** Gemini, reached with an API key. */
package dev.maestro.provider.gemini;
