/** Figures of the whole program: how fast, how much memory. Nothing is asserted. */
package dev.maestro.bench;
