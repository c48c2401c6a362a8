/** Anthropic, reached with an API key or a login. */
package dev.maestro.provider.anthropic;
