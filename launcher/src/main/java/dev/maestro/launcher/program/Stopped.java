package dev.maestro.launcher.program;

import dev.maestro.api.Secret;
import dev.maestro.core.settings.Settings;
import dev.maestro.core.store.Database;
import dev.maestro.launcher.home.HomeLock;
import dev.maestro.launcher.postgres.EmbeddedPostgres;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The database of a home whose gateway is stopped, opened for one piece of work. */
record Stopped(Vertx vertx, Database database, Closing closing) implements AutoCloseable {
  static Stopped open(Settings settings, Duration limit) {
    Closing closing = new Closing();
    try {
      closing.add(HomeLock.take(settings.home()));
      Secret url = settings.database().url().orElseGet(() -> embedded(settings, closing));
      Vertx vertx = Vertx.vertx();
      closing.add(() -> vertx.close().await());
      Database database = Database.open(vertx, url, limit).await();
      closing.add(() -> database.close().await());
      return new Stopped(vertx, database, closing);
    } catch (RuntimeException | Error failure) {
      closing.close();
      throw failure;
    }
  }

  private static Secret embedded(Settings settings, Closing closing) {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(settings.home());
    closing.add(postgres);
    return postgres.url();
  }

  @Override
  public void close() {
    closing.close();
  }
}
