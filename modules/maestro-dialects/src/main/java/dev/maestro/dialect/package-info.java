/** What the dialects share. */
package dev.maestro.dialect;
