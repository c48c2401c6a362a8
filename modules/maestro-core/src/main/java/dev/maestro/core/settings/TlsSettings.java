package dev.maestro.core.settings;

import java.nio.file.Path;

/** PEM files. */
public record TlsSettings(Path certificate, Path key) {}
