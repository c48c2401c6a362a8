/** Which dialects clients may speak. */
package dev.maestro.dialect.client;
