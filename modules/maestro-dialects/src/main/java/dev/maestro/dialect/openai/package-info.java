/** What the formats of OpenAI share. */
package dev.maestro.dialect.openai;
