/** The HTTP face of Maestro. */
package dev.maestro.gateway;
