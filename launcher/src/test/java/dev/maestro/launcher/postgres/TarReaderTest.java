package dev.maestro.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TarReaderTest {
  @Test
  void readsFilesFoldersAndLinksInOrder() throws IOException {
    byte[] archive =
        join(
            header("bin/", '5', 0755, 0, ""),
            header("bin/tool", '0', 0755, 600, ""),
            padded("x".repeat(600)),
            header("empty", '0', 0644, 0, ""),
            header("link", '2', 0777, 0, "bin/tool"),
            header("hard", '1', 0644, 0, "bin/tool"),
            new byte[1024]);

    TarReader tar = new TarReader(new ByteArrayInputStream(archive));
    List<TarEntry> entries = new ArrayList<>();
    ByteArrayOutputStream tool = new ByteArrayOutputStream();
    for (Optional<TarEntry> entry = tar.next(); entry.isPresent(); entry = tar.next()) {
      entries.add(entry.get());
      if (entry.get().name().equals("bin/tool")) {
        tar.copyTo(tool);
      }
    }

    assertThat(entries)
        .containsExactly(
            new TarEntry("bin/", TarEntry.Kind.FOLDER, 0755, 0, ""),
            new TarEntry("bin/tool", TarEntry.Kind.FILE, 0755, 600, ""),
            new TarEntry("empty", TarEntry.Kind.FILE, 0644, 0, ""),
            new TarEntry("link", TarEntry.Kind.SYMBOLIC_LINK, 0777, 0, "bin/tool"),
            new TarEntry("hard", TarEntry.Kind.HARD_LINK, 0644, 0, "bin/tool"));
    assertThat(tool.toString(StandardCharsets.UTF_8)).isEqualTo("x".repeat(600));
    assertThat(entries.get(1).executable()).isTrue();
    assertThat(entries.get(2).executable()).isFalse();
  }

  @Test
  void skipsTheContentNobodyReads() throws IOException {
    byte[] archive =
        join(
            header("first", '0', 0644, 513, ""),
            padded("y".repeat(513)),
            header("second", '0', 0644, 1, ""),
            padded("z"));
    TarReader tar = new TarReader(new ByteArrayInputStream(archive));

    assertThat(tar.next()).map(TarEntry::name).contains("first");
    assertThat(tar.next()).map(TarEntry::name).contains("second");
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    tar.copyTo(content);
    assertThat(content.toString(StandardCharsets.UTF_8)).isEqualTo("z");
    assertThat(tar.next()).isEmpty();
  }

  @Test
  void readsGnuLongNames() throws IOException {
    String name = "share/" + "n".repeat(200);
    byte[] archive =
        join(
            header("././@LongLink", 'L', 0, name.length() + 1, ""),
            padded(name + "\0"),
            header("share/nnn", '0', 0644, 1, ""),
            padded("q"));
    TarReader tar = new TarReader(new ByteArrayInputStream(archive));

    assertThat(tar.next()).map(TarEntry::name).contains(name);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    tar.copyTo(content);
    assertThat(content.toString(StandardCharsets.UTF_8)).isEqualTo("q");
  }

  @Test
  void aCutOrChangedArchiveIsRefused() throws IOException {
    byte[] archive = join(header("file", '0', 0644, 600, ""), padded("x".repeat(600)));
    TarReader cut = new TarReader(new ByteArrayInputStream(Arrays.copyOf(archive, 700)));
    assertThat(cut.next()).isPresent();
    assertThatThrownBy(() -> cut.copyTo(new ByteArrayOutputStream()))
        .isInstanceOf(IOException.class);

    TarReader cutHeader = new TarReader(new ByteArrayInputStream(Arrays.copyOf(archive, 100)));
    assertThatThrownBy(cutHeader::next).isInstanceOf(IOException.class);

    archive[0] ^= 1;
    TarReader changed = new TarReader(new ByteArrayInputStream(archive));
    assertThatThrownBy(changed::next)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
  }

  private static byte[] header(String name, char kind, int mode, long size, String link) {
    byte[] block = new byte[512];
    put(block, 0, name);
    put(block, 100, "%07o".formatted(mode));
    put(block, 124, "%011o".formatted(size));
    put(block, 148, "        ");
    block[156] = (byte) kind;
    put(block, 157, link);
    put(block, 257, "ustar  ");
    int sum = 0;
    for (byte value : block) {
      sum += value & 0xff;
    }
    put(block, 148, "%06o\0 ".formatted(sum));
    return block;
  }

  private static void put(byte[] block, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }

  private static byte[] padded(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, (bytes.length + 511) / 512 * 512);
  }

  private static byte[] join(byte[]... parts) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.write(part);
    }
    return whole.toByteArray();
  }
}
