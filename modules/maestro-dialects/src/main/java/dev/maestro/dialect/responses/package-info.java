/** OpenAI Responses, on both sides. */
package dev.maestro.dialect.responses;
