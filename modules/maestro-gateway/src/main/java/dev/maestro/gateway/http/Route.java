package dev.maestro.gateway.http;

/** Answers one kind of request. What it throws becomes the answer. */
@FunctionalInterface
public interface Route {
  void handle(Exchange exchange);
}
