package dev.maestro.simulator.script;

import com.fasterxml.jackson.databind.JsonNode;

/** A tool that the client declared: its name and the JSON schema of its arguments. */
public record Tool(String name, JsonNode schema) {}
