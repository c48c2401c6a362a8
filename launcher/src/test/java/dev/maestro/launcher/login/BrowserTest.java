package dev.maestro.launcher.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What opens a page on which system. */
class BrowserTest {
  @Test
  void onlyWhereThereIsAScreenIsABrowserOpened() {
    String url = "https://vendor.example/a?b=c&d=e";
    assertThat(Browser.command("Linux", Map.of(), url)).isEmpty();
    assertThat(Browser.command("Linux", Map.of("DISPLAY", ":0"), url))
        .contains(List.of("xdg-open", url));
    assertThat(Browser.command("Linux", Map.of("WAYLAND_DISPLAY", "w"), url)).isPresent();
    assertThat(Browser.command("Mac OS X", Map.of(), url)).contains(List.of("open", url));
    assertThat(Browser.command("Windows 11", Map.of(), url))
        .contains(List.of("rundll32", "url.dll,FileProtocolHandler", url));
    assertThat(Browser.ofDesktop("Mac OS X", Map.of()).open("file:///etc/passwd")).isFalse();
  }
}
