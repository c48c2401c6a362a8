/** The published contract, and requests held against it. */
package dev.maestro.gateway.contract;
