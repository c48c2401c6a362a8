/** OpenAI Chat Completions, on the provider's side and on the client's. */
package dev.maestro.dialect.chat;
