/** From a stream on the bus to an HTTP answer. */
package dev.maestro.gateway.stream;
