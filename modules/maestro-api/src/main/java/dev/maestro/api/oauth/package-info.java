/** Logins by OAuth: what a provider implements, and what it builds on. */
package dev.maestro.api.oauth;
