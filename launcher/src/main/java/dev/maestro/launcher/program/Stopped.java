package dev.maestro.launcher.program;

import dev.maestro.api.Secret;
import dev.maestro.core.settings.Settings;
import dev.maestro.core.store.Database;
import dev.maestro.launcher.home.HomeLock;
import dev.maestro.launcher.postgres.EmbeddedPostgres;
import io.vertx.core.Vertx;
import java.time.Duration;

/** The database of a home whose gateway is stopped, opened for one piece of work. */
record Stopped(Vertx vertx, Database database, Lifetime lifetime) implements AutoCloseable {
  static Stopped open(Settings settings, Duration limit) {
    Closing closing = new Closing();
    Lifetime lifetime = Lifetime.ofWork(closing);
    try {
      closing.add(HomeLock.take(settings.home()));
      Secret url = settings.database().url().orElseGet(() -> embedded(settings, closing));
      Vertx vertx = Vertx.vertx();
      closing.add(() -> vertx.close().await());
      Database database = Database.open(vertx, url, limit).await();
      closing.add(() -> database.close().await());
      return new Stopped(vertx, database, lifetime);
    } catch (Throwable failure) { // a Future fails with checked ones too
      lifetime.close();
      throw failure;
    }
  }

  private static Secret embedded(Settings settings, Closing closing) {
    EmbeddedPostgres postgres = EmbeddedPostgres.under(settings.home());
    closing.add(postgres); // before it runs: a signal in the middle must find it
    postgres.run();
    return postgres.url();
  }

  @Override
  public void close() {
    lifetime.close();
  }
}
