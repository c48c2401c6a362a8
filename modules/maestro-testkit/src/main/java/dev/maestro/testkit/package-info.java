/** The contract suite that every provider inherits. */
package dev.maestro.testkit;
