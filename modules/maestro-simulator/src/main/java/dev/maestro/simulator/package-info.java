/** The three vendors on loopback. */
package dev.maestro.simulator;
