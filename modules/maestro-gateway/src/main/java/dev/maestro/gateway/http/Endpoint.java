package dev.maestro.gateway.http;

import io.vertx.core.http.HttpMethod;

/**
 * A line of the route table.
 *
 * @param path as the router writes it; {@code :name} is a segment, {@code *} the rest
 * @param json whether a JSON body is read before the route is called
 */
public record Endpoint(
    HttpMethod method, String path, Access access, boolean json, ErrorForm errors, Route route) {}
