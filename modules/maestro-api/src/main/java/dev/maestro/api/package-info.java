/** The values a provider author and the gateway share. */
package dev.maestro.api;
