/** The order rules of each client dialect's event streams, as checks over bytes. */
package dev.maestro.testkit.grammar;
