package dev.maestro.launcher.core;

import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.api.provider.KeyCheck;
import dev.maestro.api.provider.OpenSession;
import dev.maestro.api.provider.ProviderContext;
import dev.maestro.api.provider.ProviderParts;
import dev.maestro.api.provider.ProviderVerticle;
import dev.maestro.api.provider.Setting;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider whose answers are in the key, and that cannot stream. */
final class TinyProvider extends ProviderVerticle {
  final ConcurrentLinkedQueue<OpenSession> checked = new ConcurrentLinkedQueue<>();
  final AtomicInteger listed = new AtomicInteger();
  volatile boolean vendorDown;
  volatile Future<Void> pause = Future.succeededFuture();
  final Promise<Void> asked = Promise.promise();
  volatile Promise<KeyCheck> slow = Promise.promise();

  /** Keys that the vendor takes no more. */
  final Set<String> withdrawn = ConcurrentHashMap.newKeySet();

  @Override
  public String defaultId() {
    return "tiny";
  }

  @Override
  public List<Setting> settings() {
    return List.of();
  }

  @Override
  protected ProviderParts parts(ProviderContext given) {
    return ProviderParts.none().withApiKey(this::check).withModels(this::models);
  }

  private Future<KeyCheck> check(OpenSession session) {
    checked.add(session);
    String key = session.secret().reveal();
    return switch (withdrawn.contains(key) ? "bad" : key) {
      case "good", "better" -> Future.succeededFuture(new KeyCheck.Good());
      case "bad" -> Future.succeededFuture(refusal("Incorrect key."));
      case "slow" -> {
        asked.tryComplete();
        yield slow.future();
      }
      case "broken" -> Future.failedFuture(ProviderException.of(ErrorKind.INTERNAL, "a bug"));
      default -> Future.succeededFuture(new KeyCheck.Unknown("no route to host"));
    };
  }

  static KeyCheck.Bad refusal(String words) {
    return new KeyCheck.Bad(
        ErrorFacts.vendor(ErrorKind.UNAUTHORIZED, 401, "invalid_api_key", words));
  }

  private Future<List<ModelInfo>> models(OpenSession session) {
    listed.incrementAndGet();
    return vendorDown
        ? Future.failedFuture(ProviderException.of(ErrorKind.UNREACHABLE, "down"))
        : pause.map(
            List.of(
                ModelInfo.named("tiny", "gpt-4.1", null),
                ModelInfo.named("tiny", "tiny-1", "Tiny One")));
  }
}
