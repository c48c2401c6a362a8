/** Where a vendor sends browsers back to, while a login waits for one. */
package dev.maestro.gateway.callback;
