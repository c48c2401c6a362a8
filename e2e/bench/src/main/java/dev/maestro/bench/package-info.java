/** Benchmarks of the whole program, run by command and reported as figures. */
package dev.maestro.bench;
