/** OpenAI, reached with an API key. */
package dev.maestro.provider.openai;
