package dev.maestro.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.maestro.core.settings.Settings;
import dev.maestro.core.settings.SettingsSources;
import dev.maestro.launcher.running.FreePort;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NodeTest {
  private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @Test
  @Timeout(60)
  void membersThatNameEachOtherShareOneBus() throws Exception {
    int one = FreePort.pick();
    int two = FreePort.pick();
    Node first = Node.start(settings(one, two));
    Node second = Node.start(settings(two, one));
    try {
      assertThat(first.name()).isEqualTo("127.0.0.1:" + one);
      assertThat(first.vertx().isClustered()).isTrue();
      Promise<String> heard = Promise.promise();
      first
          .vertx()
          .eventBus()
          .consumer(
              "greeting",
              message -> {
                heard.complete(message.body().toString());
                message.reply("and to you");
              })
          .completion()
          .await();
      Object reply = second.vertx().eventBus().request("greeting", "hello").await().body();
      assertThat(heard.future().await(10, TimeUnit.SECONDS)).isEqualTo("hello");
      assertThat(reply).isEqualTo("and to you");
    } finally {
      Future.all(first.vertx().close(), second.vertx().close()).await();
    }
  }

  @Test
  void aNodeAloneHasANameOfItsOwnAndNoCluster() {
    Node node = Node.start(read(Map.of()));
    try {
      assertThat(node.vertx().isClustered()).isFalse();
      assertThat(node.name()).isNotBlank();
    } finally {
      node.vertx().close().await();
    }
  }

  private static Settings settings(int port, int other) {
    Map<String, String> environment = new HashMap<>();
    environment.put("MAESTRO_CLUSTER_ENABLED", "true");
    environment.put("MAESTRO_CLUSTER_PORT", Integer.toString(port));
    environment.put("MAESTRO_CLUSTER_MEMBERS", "127.0.0.1:" + other);
    environment.put("MAESTRO_DATABASE_URL", "postgresql://u:p@127.0.0.1:1/none");
    environment.put("MAESTRO_MASTER_KEY", KEY);
    return read(environment);
  }

  private static Settings read(Map<String, String> environment) {
    Path here = Path.of("target").toAbsolutePath();
    return Settings.read(new SettingsSources(environment, "", "maestro.yaml", here, here, here));
  }
}
