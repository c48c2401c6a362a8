package dev.maestro.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Knowing one provider is knowing all: what they share stands in files of the same names. */
class ProviderFilesTest {
  private static final List<String> FILES =
      List.of(
          "ApiKey", "Config", "Counting", "Models", "OAuth", "Parameters", "Streaming", "Verticle");

  private final Checkout checkout = Checkout.find();

  @Test
  void everyProviderHasTheSameFiles() {
    for (var module : Checkout.MODULES) {
      if (module.name().startsWith("dev.maestro.provider.")) {
        String verticle = only(module, "Verticle").getFileName().toString();
        String prefix = verticle.replace("Verticle.java", "");
        assertThat(prefix).isEqualToIgnoringCase(module.name().replaceAll(".*\\.", ""));
        for (String file : FILES) {
          assertThat(only(module, file).getFileName().toString())
              .isEqualTo(prefix + file + ".java");
        }
      }
    }
  }

  private Path only(Checkout.Module module, String ending) {
    var found = checkout.files(checkout.sources(module), name -> name.endsWith(ending + ".java"));
    assertThat(found).as(module.name() + ": …" + ending + ".java").hasSize(1);
    return found.getFirst();
  }
}
