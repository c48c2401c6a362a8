package dev.maestro.launcher.postgres;

import dev.maestro.api.Secret;
import dev.maestro.core.settings.StartRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL under the home folder: loopback only, password by SCRAM, every commit on disk. While
 * this runs, a server that dies is started again on the same port, so that pools find it. The
 * caller holds the home's lock; all methods block.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final String DATABASE = "maestro";
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

  private final Path home;
  private final ReentrantLock lifecycle = new ReentrantLock();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private PostgresBinaries binaries;
  private Account account;
  private DataFolder data;
  private int port;
  private volatile Postmaster postmaster;

  private EmbeddedPostgres(Path home) {
    this.home = home;
  }

  /** Nothing runs yet; see {@link #run}. */
  public static EmbeddedPostgres under(Path home) {
    return new EmbeddedPostgres(home);
  }

  /** Runs already. */
  public static EmbeddedPostgres start(Path home) {
    EmbeddedPostgres postgres = under(home);
    postgres.run();
    return postgres;
  }

  /**
   * Returns when it answers queries; refuses with the reason where it cannot. Closing it meanwhile
   * ends this with an exception, and with no process left.
   */
  public void run() {
    lifecycle.lock();
    try {
      Path folder = Files.createDirectories(home.toAbsolutePath().resolve("postgres"));
      run(folder, Account.choose(folder));
    } catch (IOException failure) {
      throw new StartRefusedException(
          "The embedded PostgreSQL does not start: " + failure,
          "See that " + home + " can be written and its disk has room.",
          failure);
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    } finally {
      lifecycle.unlock();
    }
  }

  static EmbeddedPostgres start(Path folder, Account account)
      throws IOException, InterruptedException {
    EmbeddedPostgres postgres = under(folder.getParent());
    postgres.run(folder, account);
    return postgres;
  }

  private void run(Path folder, Account user) throws IOException, InterruptedException {
    account = user;
    goOn();
    binaries = PostgresBinaries.unpackInto(folder);
    goOn();
    StalePostmaster.stop(folder.resolve("data"), binaries, account);
    goOn();
    data = DataFolder.open(folder, binaries, account);
    goOn();
    startOnFreePort();
  }

  private void goOn() {
    if (isStopping()) {
      throw new StartRefusedException(
          "Stopped before the embedded PostgreSQL was ready.", "Nothing of it is left running.");
    }
  }

  /** {@code postgresql://user:password@127.0.0.1:port/maestro}, secret for the password in it. */
  public Secret url() {
    return Secret.of(
        "postgresql://%s:%s@127.0.0.1:%d/%s"
            .formatted(DataFolder.USER, data.password().reveal(), port, DATABASE));
  }

  /** The server's process as it is now; another one after it died. */
  public long pid() {
    return postmaster.pid();
  }

  public int port() {
    return port;
  }

  /** Stops the server without waiting for its clients. Nothing committed is lost. */
  @Override
  public void close() {
    stopping.countDown();
    lifecycle.lock();
    try {
      if (postmaster != null) {
        postmaster.stop(binaries, account, data.path());
      }
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    } finally {
      lifecycle.unlock();
    }
  }

  private void startOnFreePort() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    port = freePort();
    Optional<String> problem = launch();
    while (problem.filter(EmbeddedPostgres::passesByItself).isPresent()
        && !isStopping()
        && System.nanoTime() < deadline) {
      stopping.await(SHORTEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      port = freePort();
      problem = launch();
    }
    goOn();
    if (problem.isPresent()) {
      throw new StartRefusedException(
          "The embedded PostgreSQL does not start: " + problem.get(),
          "Its data is in " + data.path() + "; or set database.url to a PostgreSQL of your own.");
    }
    Thread.ofVirtual().name("postgres-supervisor").start(this::supervise);
  }

  // The port was taken since we looked, or the children of a killed server hold its memory for some
  // seconds.
  private static boolean passesByItself(String problem) {
    return problem.contains("could not bind") || problem.contains("is still in use");
  }

  private Optional<String> launch() throws IOException, InterruptedException {
    Postmaster launched = Postmaster.launch(binaries, account, data.path(), port);
    Optional<String> problem = Optional.of("it was not waited for");
    try {
      problem =
          launched.awaitReady(
              data, new Administration(port, data.password()), DATABASE, READY_LIMIT, stopping);
    } finally {
      if (problem.isPresent()) {
        launched.end();
      } else {
        postmaster = launched;
      }
    }
    return problem;
  }

  private void supervise() {
    try {
      while (!isStopping()) {
        int code = postmaster.ended().get().exitValue();
        if (!isStopping()) {
          logger.error(
              "PostgreSQL ended with code {}; starting it again: {}", code, postmaster.log());
          startAgain();
        }
      }
    } catch (InterruptedException | ExecutionException nobodyDoesThat) {
      logger.error("PostgreSQL is no longer supervised.", nobodyDoesThat);
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void startAgain() throws InterruptedException {
    Duration pause = SHORTEST_PAUSE;
    while (!isStopping()) {
      Optional<String> problem = launchUnlessStopping();
      if (problem.isEmpty()) {
        logger.info("PostgreSQL runs again, port {}.", port);
        return;
      }
      logger.warn("PostgreSQL does not start: {}", problem.get());
      stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private Optional<String> launchUnlessStopping() throws InterruptedException {
    lifecycle.lockInterruptibly();
    try {
      return isStopping() ? Optional.empty() : launch();
    } catch (IOException failure) {
      return Optional.of(failure.toString());
    } finally {
      lifecycle.unlock();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static StartRefusedException interrupted(InterruptedException interrupted) {
    Thread.currentThread().interrupt();
    return new StartRefusedException(
        "The embedded PostgreSQL was interrupted.", "Start Maestro again.", interrupted);
  }
}
