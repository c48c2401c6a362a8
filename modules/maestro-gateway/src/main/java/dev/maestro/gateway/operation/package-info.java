/** The gateway's side of core. */
package dev.maestro.gateway.operation;
