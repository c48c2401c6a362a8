/** One class a route. */
package dev.maestro.gateway.route;
