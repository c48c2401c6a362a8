/** What happens to every request before a route sees it. */
package dev.maestro.gateway.http;
