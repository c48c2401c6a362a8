package dev.maestro.e2e.running;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the vendors and one gateway, a process of its own, for the whole run: {@link
 * Vendors}, {@link Gateway}, {@link GatewayProcess}.
 */
public final class WithProcess implements ParameterResolver {
  /** One start, good or not: what failed once is not tried again by every test. */
  private record Start(Started started, Throwable failure) implements AutoCloseable {
    static Start now() {
      try {
        return new Start(Started.start(), null);
      } catch (AssertionError failure) {
        return new Start(null, failure);
      }
    }

    @Override
    public void close() throws IOException {
      if (started != null) {
        started.close();
      }
    }
  }

  /** What is started once. */
  record Started(Vendors vendors, GatewayProcess process, Gateway gateway, Path folder)
      implements AutoCloseable {
    static Started start() {
      try {
        var folder = Files.createTempDirectory("maestro-e2e");
        var vendors = Vendors.start();
        var process = GatewayProcess.launch(folder.resolve("home"), vendors.settings());
        return new Started(vendors, process, process.ready(), folder);
      } catch (IOException | InterruptedException failure) {
        throw new AssertionError(failure);
      }
    }

    @Override
    public void close() throws IOException {
      process.close();
      vendors.close();
      Folders.delete(folder);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == Vendors.class || type == Gateway.class || type == GatewayProcess.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var start =
        context
            .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(WithProcess.class))
            .computeIfAbsent(Start.class, key -> Start.now(), Start.class);
    if (start.failure() != null) {
      throw new ParameterResolutionException("no gateway", start.failure());
    }
    var started = start.started();
    var type = parameter.getParameter().getType();
    if (type == Vendors.class) {
      return started.vendors();
    }
    return type == Gateway.class ? started.gateway() : started.process();
  }
}
