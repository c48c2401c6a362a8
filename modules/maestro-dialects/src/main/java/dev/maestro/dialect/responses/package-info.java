/** OpenAI Responses, on the provider's side. */
package dev.maestro.dialect.responses;
