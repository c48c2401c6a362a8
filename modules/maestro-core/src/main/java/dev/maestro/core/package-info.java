/** The operations of the gateway, apart from how they are reached. */
package dev.maestro.core;
