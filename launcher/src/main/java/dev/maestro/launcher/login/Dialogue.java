package dev.maestro.launcher.login;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How a login speaks with its person.
 *
 * @param out where instructions go
 * @param err where progress and questions go
 * @param typed what comes from standard input
 * @param terminal whether a person sits there
 * @param browser opens the vendor's page
 * @param every how often the gateway is asked whether the browser came back
 */
public record Dialogue(
    PrintWriter out,
    PrintWriter err,
    TypedLines typed,
    boolean terminal,
    Browser browser,
    InstantSource clock,
    Duration every) {}
